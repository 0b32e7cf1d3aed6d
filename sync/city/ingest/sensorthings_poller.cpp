// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/sensorthings_poller.h"

#include <algorithm>

namespace qp::city::ingest {

namespace {

constexpr std::size_t kThingsPagesMax = 50;
constexpr std::size_t kObservationPagesMax = 100;
constexpr int kObservationsAPage = 1'000;
constexpr std::size_t kThingsMax = 2'000;
constexpr Milliseconds kRefreshEvery = std::chrono::minutes{10};
const Milliseconds kIntervalUnstated = domain::Datastream{}.interval;

// The usual distance between two values; zero where there are too few to tell.
Milliseconds usual_gap(const std::vector<domain::Observation>& observations) {
    if (observations.size() < 4) return Milliseconds{0};
    std::vector<Milliseconds> gaps;
    for (std::size_t i = 1; i < observations.size(); ++i)
        if (observations[i].at > observations[i - 1].at)
            gaps.push_back(observations[i].at - observations[i - 1].at);
    if (gaps.empty()) return Milliseconds{0};
    std::sort(gaps.begin(), gaps.end());
    // To the minute: sensors drift by seconds, and that is no news.
    const Milliseconds middle = gaps[gaps.size() / 2];
    const auto minutes = std::chrono::round<std::chrono::minutes>(middle);
    return std::max<Milliseconds>(minutes, std::chrono::minutes{1});
}

}  // namespace

Result<SensorThingsPoller::Polled> SensorThingsPoller::poll(Instant now) {
    Polled polled;
    if (things_.empty() || now >= refreshed_at_ + kRefreshEvery || now < refreshed_at_)
        if (auto refreshed = refresh_things(now, polled.report); !refreshed)
            return fail(refreshed.error());
    std::size_t streams = 0;
    std::size_t read = 0;
    std::optional<Error> first;
    for (const FoundThing& thing : things_) {
        ObservedStation station{thing.station, {}};
        for (const FoundStream& stream : thing.streams) {
            ++streams;
            auto observed = observe(stream, now, polled.report);
            if (observed) {
                ++read;
                station.streams.push_back(std::move(*observed));
                continue;
            }
            if (!first) first = observed.error();
            // One Datastream that answers nonsense keeps nothing from the others.
            if (!is_gone_) {
                polled.report.fault(observed.error().detail);
                station.streams.push_back({stream.datastream, {}});
                continue;
            }
            if (read == 0) return fail(std::move(*first));
            polled.stations.push_back(std::move(station));
            polled.broke_off = observed.error();
            return polled;
        }
        polled.stations.push_back(std::move(station));
    }
    if (streams > 0 && read == 0) return fail(std::move(*first));
    return polled;
}

void SensorThingsPoller::forget() {
    for (auto& [stream, seen] : seen_) seen.newest = {};
}

Result<ObservedStream> SensorThingsPoller::observe(const FoundStream& stream, Instant now,
                                                   Report& report) {
    auto observations = new_observations(stream, now, report);
    if (!observations) return fail(observations.error());
    Seen& seen = seen_[stream.remote_id];
    if (seen.interval.count() == 0) seen.interval = usual_gap(*observations);
    ObservedStream observed{stream.datastream, std::move(*observations)};
    if (observed.datastream.interval == kIntervalUnstated && seen.interval.count() > 0)
        observed.datastream.interval = seen.interval;
    return observed;
}

Result<std::string> SensorThingsPoller::page(const std::string& url) {
    auto fetched = get_(url);
    is_gone_ = !fetched;
    if (!fetched) return fail(fetched.error());
    if (fetched->status != 200)
        return fail(Code::unavailable, url + ": status " + std::to_string(fetched->status));
    if (auto checked = check_page(fetched->body, fetched->content_type); !checked)
        return fail(checked.error().code, url + ": " + checked.error().detail);
    return std::move(fetched->body);
}

Status SensorThingsPoller::refresh_things(Instant now, Report& report) {
    Paging paging{source_.url,
                  source_.url + "/Things?" +
                      "$expand=" + escaped("Locations,Datastreams($expand=ObservedProperty)") +
                      "&$count=true&$top=100",
                  kThingsPagesMax};
    std::vector<FoundThing> things;
    for (;;) {
        const auto body = page(paging.url());
        if (!body) return fail(body.error());
        auto found = read_things(*body, source_, report);
        const std::size_t entries = found.size();
        for (FoundThing& thing : found)
            if (things.size() < kThingsMax) things.push_back(std::move(thing));
        if (!paging.next(*body, entries)) break;
    }
    if (things.empty()) return fail(Code::malformed, source_.url + ": no Things");
    things_ = std::move(things);
    refreshed_at_ = now;
    return {};
}

Result<std::vector<domain::Observation>> SensorThingsPoller::new_observations(
    const FoundStream& stream, Instant now, Report& report) {
    Seen& seen = seen_[stream.remote_id];
    // A little of what is known is asked again, since values may come late; merging costs nothing.
    const Instant from =
        std::max(now - source_.history,
                 seen.newest - 2 * std::max(stream.datastream.interval, Milliseconds{60'000}));
    Paging paging{source_.url,
                  source_.url + "/Datastreams(" + escaped(stream.remote_id) +
                      ")/Observations?$filter=" + escaped("phenomenonTime gt " + to_iso(from)) +
                      "&$orderby=" + escaped("phenomenonTime asc") +
                      "&$top=" + std::to_string(kObservationsAPage) + "&$count=true",
                  kObservationPagesMax};
    std::vector<domain::Observation> observations;
    for (;;) {
        const auto body = page(paging.url());
        if (!body) return fail(body.error());
        const ObservationsPage found = read_observations(*body, stream, report);
        bool is_news = false;
        for (const domain::Observation& observation : found.observations) {
            if (observation.at <= from) continue;  // a link that lost the filter
            is_news = is_news || observations.empty() || observation.at > observations.back().at;
            observations.push_back(observation);
        }
        // A server that repeats itself would go on for ever.
        if (!is_news || !paging.next(*body, found.entries)) break;
    }
    std::stable_sort(observations.begin(), observations.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    if (!observations.empty()) seen.newest = std::max(seen.newest, observations.back().at);
    return observations;
}

}  // namespace qp::city::ingest
