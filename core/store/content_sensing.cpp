// SPDX-License-Identifier: EUPL-1.2
// Stations and what they observed. A day of a datastream is one entity of about two bytes a value,
// so the entities themselves are read; the table `series` says where each day lies.
#include <algorithm>

#include "core/store/content_impl.h"

namespace qp::store {

namespace {

using domain::EntityKind;

// The days that may hold something of [from, to).
struct Days {
    std::uint32_t first;
    std::uint32_t last;
};
Days days_of(Instant from, Instant to) {
    return {domain::day_of(from), domain::day_of(to - Milliseconds{1})};
}

Result<std::vector<domain::Observation>> observations_of(Database& database, const Id& datastream,
                                                         Instant from, Instant to) {
    std::vector<domain::Observation> observations;
    if (to <= from) return observations;
    const Days days = days_of(from, to);
    auto statement = database.prepare(
        "SELECT e.payload FROM series s JOIN entities e ON e.number = s.entity "
        "WHERE s.datastream = ?1 AND s.day BETWEEN ?2 AND ?3 ORDER BY s.day");
    if (!statement) return fail(statement.error());
    statement->bind(1, datastream).bind(2, days.first).bind(3, days.last);
    for (;;) {
        auto row = statement->step();
        if (!row) return fail(row.error());
        if (!*row) return observations;
        const auto series = domain::decode_series(statement->blob(0));
        if (!series) continue;
        for (const domain::Observation& observation : series->observations) {
            if (observation.at >= from && observation.at < to) observations.push_back(observation);
        }
    }
}

Result<std::optional<domain::Observation>> newest(Database& database, const Id& datastream) {
    auto statement = database.prepare(
        "SELECT e.payload FROM series s JOIN entities e ON e.number = s.entity "
        "WHERE s.datastream = ?1 ORDER BY s.day DESC LIMIT 1");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, datastream).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<domain::Observation>{};
    const auto series = domain::decode_series(statement->blob(0));
    if (!series || series->observations.empty()) return std::optional<domain::Observation>{};
    return std::optional<domain::Observation>{series->observations.back()};
}

// An interval that ends at midnight belongs to the day before.
Instant german_midnight_before(Instant at) {
    const CivilTime day = german_time(at - Milliseconds{1});
    return from_german(day.year, day.month, day.day, 0, 0);
}

Result<double> day_sum(Database& database, const Id& datastream, Instant at) {
    const Instant midnight = german_midnight_before(at);
    auto day =
        observations_of(database, datastream, midnight + Milliseconds{1}, at + Milliseconds{1});
    if (!day) return fail(day.error());
    double sum = 0;
    for (const domain::Observation& observation : *day) sum += observation.value;
    return sum;
}

}  // namespace

Result<std::vector<domain::Station>> Content::stations() {
    auto stations = impl_->all_of<domain::Station>(EntityKind::station, domain::decode_station);
    if (!stations) return stations;
    std::stable_sort(
        stations->begin(), stations->end(),
        [](const domain::Station& a, const domain::Station& b) { return a.name < b.name; });
    return stations;
}

Result<std::optional<domain::Station>> Content::station(const Id& id) {
    auto held = entity(EntityKind::station, id);
    if (!held) return fail(held.error());
    if (!*held || !(*held)->payload) return std::optional<domain::Station>{};
    auto station = domain::decode_station(*(*held)->payload);
    if (!station || station->id != id) return std::optional<domain::Station>{};
    return std::optional<domain::Station>{std::move(*station)};
}

Result<std::vector<Latest>> Content::Impl::latest(const std::vector<domain::Station>& stations) {
    auto datastreams =
        all_of<domain::Datastream>(EntityKind::datastream, domain::decode_datastream);
    if (!datastreams) return fail(datastreams.error());
    std::stable_sort(datastreams->begin(), datastreams->end(),
                     [](const domain::Datastream& a, const domain::Datastream& b) {
                         return a.property < b.property;
                     });
    std::vector<Latest> all;
    for (const domain::Station& station : stations) {
        if (station.is_withdrawn) continue;
        for (const domain::Datastream& datastream : *datastreams) {
            if (datastream.station != station.id) continue;
            auto observation = newest(database, datastream.id);
            if (!observation) return fail(observation.error());
            Latest latest{station, datastream, *observation, 0};
            if (*observation && domain::is_count(datastream.property)) {
                auto sum = day_sum(database, datastream.id, (*observation)->at);
                if (!sum) return fail(sum.error());
                latest.day_sum = *sum;
            }
            all.push_back(std::move(latest));
        }
    }
    return all;
}

Result<std::vector<Latest>> Content::latest() {
    auto transaction = Transaction::read(impl_->database);
    if (!transaction) return fail(transaction.error());
    auto known = stations();
    if (!known) return fail(known.error());
    return impl_->latest(*known);
}

Result<std::vector<Latest>> Content::latest_of(const Id& id) {
    auto transaction = Transaction::read(impl_->database);
    if (!transaction) return fail(transaction.error());
    auto known = station(id);
    if (!known) return fail(known.error());
    if (!*known) return std::vector<Latest>{};
    return impl_->latest({**known});
}

Result<std::vector<domain::Observation>> Content::observations(const Id& datastream, Instant from,
                                                               Instant to) {
    return observations_of(impl_->database, datastream, from, to);
}

}  // namespace qp::store
