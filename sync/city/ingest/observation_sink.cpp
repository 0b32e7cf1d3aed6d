// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/observation_sink.h"

#include <cmath>
#include <map>

#include "sync/city/storage/publication.h"

namespace qp::city::ingest {

namespace {

using domain::EntityKind;
using storage::Publication;

constexpr std::uint8_t kDecimalsMax = 3;
constexpr Milliseconds kAheadMax = std::chrono::hours{24};

double rounded(double value, std::uint8_t decimals) {
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

// As few decimals as keep every value of the day as it was measured.
std::uint8_t decimals_of(const std::map<Instant, double>& values) {
    std::uint8_t decimals = 0;
    for (const auto& [at, value] : values)
        while (decimals < kDecimalsMax && std::abs(rounded(value, decimals) - value) > 1e-9)
            ++decimals;
    return decimals;
}

// What is public of that day by now.
Result<std::map<Instant, double>> known_day(store::Content& content, const Id& id) {
    std::map<Instant, double> values;
    const auto held = content.entity(EntityKind::series, id);
    if (!held) return fail(held.error());
    if (!*held || !(*held)->payload) return values;
    const auto series = domain::decode_series(*(*held)->payload);
    if (!series) return values;  // damaged: made anew from what the source gives
    for (const domain::Observation& observation : series->observations)
        values[observation.at] = observation.value;
    return values;
}

Status add_series(store::Content& content, const ObservedStream& stream, const std::string& scope,
                  Instant now, std::vector<Publication>& publications) {
    std::map<std::uint32_t, std::map<Instant, double>> days;
    for (const domain::Observation& observation : stream.observations) {
        if (!std::isfinite(observation.value) || std::abs(observation.value) > 1e9) continue;
        if (observation.at > now + kAheadMax || ms(observation.at) < 0) continue;
        // Seconds are enough for a city, and what travels counts in them.
        const Instant at = std::chrono::floor<std::chrono::seconds>(observation.at);
        days[domain::day_of(at)][at] = rounded(observation.value, kDecimalsMax);
    }
    for (auto& [day, values] : days) {
        const Id id = domain::series_id(stream.datastream.id, day);
        auto merged = known_day(content, id);
        if (!merged) return fail(merged.error());
        for (const auto& [at, value] : values) (*merged)[at] = value;
        domain::Series series{stream.datastream.id, day, decimals_of(*merged), {}};
        for (const auto& [at, value] : *merged) series.observations.push_back({at, value});
        Bytes payload = encode(series);
        // One day that is beyond the domain's limits must not keep the others from going in.
        if (!domain::decode_series(payload)) continue;
        publications.push_back({EntityKind::series, id, scope, 1, std::move(payload)});
    }
    return {};
}

Result<bool> was_withdrawn(store::Content& content, const Id& station) {
    const auto held = content.station(station);
    if (!held) return fail(held.error());
    return *held && (*held)->is_withdrawn;
}

}  // namespace

Result<std::size_t> publish_observed(store::Content& content,
                                     const std::vector<ObservedStation>& stations, Instant now) {
    std::vector<Publication> publications;
    for (const ObservedStation& observed : stations) {
        domain::Station station = observed.station;
        const auto withdrawn = was_withdrawn(content, station.id);
        if (!withdrawn) return fail(withdrawn.error());
        station.is_withdrawn = station.is_withdrawn || *withdrawn;
        const std::string& scope = station.quarter;
        Bytes payload = encode(station);
        if (!domain::decode_station(payload)) continue;
        publications.push_back({EntityKind::station, station.id, scope, 1, std::move(payload)});
        for (const ObservedStream& stream : observed.streams) {
            Bytes datastream = encode(stream.datastream);
            if (!domain::decode_datastream(datastream)) continue;
            publications.push_back(
                {EntityKind::datastream, stream.datastream.id, scope, 1, std::move(datastream)});
            if (auto added = add_series(content, stream, scope, now, publications); !added)
                return fail(added.error());
        }
    }
    return storage::publish_changed(content, publications);
}

}  // namespace qp::city::ingest
