// SPDX-License-Identifier: EUPL-1.2
// Recorded files, plain or gzip: hourly air data of the Umweltbundesamt, 15-minute bicycle counters
// ("Datetime", a column a direction, a status column each) and weather (recorded_weather.cpp).
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "native/files.h"
#include "sync/city/ingest/csv.h"
#include "sync/city/ingest/uba_file.h"
#include "sync/feed/recording.h"

namespace qp::feed {

namespace {

using domain::Observation;

constexpr std::size_t kFileBytesMax = std::size_t{256} << 20;

Result<std::string> unpacked(const Bytes& bytes) {
    if (bytes.size() < 2 || bytes[0] != 0x1f || bytes[1] != 0x8b)
        return std::string{as_text(bytes)};
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) return fail(Code::storage, "zlib");
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string text;
    int state = Z_OK;
    while (state == Z_OK && text.size() <= kFileBytesMax) {
        char piece[65536];
        stream.next_out = reinterpret_cast<Bytef*>(piece);
        stream.avail_out = sizeof piece;
        state = inflate(&stream, Z_NO_FLUSH);
        text.append(piece, sizeof piece - stream.avail_out);
    }
    inflateEnd(&stream);
    if (state != Z_STREAM_END) return fail(Code::malformed, "a broken or too large gzip file");
    return text;
}

Result<std::vector<Station>> air_stations(const std::string& text, const Replay& replay) {
    auto file = city::ingest::parse_uba(text, replay.file);
    if (!file) return fail(file.error());
    std::vector<Station> stations;
    int stream_id = 0;
    for (auto& [code, series] : file->stations) {
        Station station;
        station.id = static_cast<int>(stations.size()) + 1;
        station.name = code == "DENW200" ? "Detmolder Straße" : code;
        station.description = code;
        station.quarter = std::string{code == "DENW200" ? "mitte" : domain::kCityScope};
        station.attribution = "Datenquelle: Umweltbundesamt";
        for (auto& [property, observations] : series) {
            if (observations.empty()) continue;
            station.replayed_from = replay.file + " " + span_text(observations);
            station.streams.push_back(recorded_stream(++stream_id, property, std::chrono::hours{1},
                                                      std::move(observations), replay));
        }
        stations.push_back(std::move(station));
    }
    return stations;
}

// "2026-07-01 00:15", German time.
std::optional<Instant> local_time(std::string_view text) {
    if (text.size() < 16) return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t count) {
        unsigned value = 9999;
        std::from_chars(text.data() + at, text.data() + at + count, value);
        return value;
    };
    const unsigned month = number(5, 2), day = number(8, 2), hour = number(11, 2),
                   minute = number(14, 2);
    if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59)
        return std::nullopt;
    return from_german(static_cast<int>(number(0, 4)), month, day, hour, minute);
}

std::vector<Observation> column(const city::ingest::Csv& csv, std::size_t index,
                                Milliseconds interval) {
    std::vector<Observation> observations;
    for (const city::ingest::CsvRow& row : csv.rows) {
        if (row.fields.size() <= index) continue;
        const auto at = local_time(row.fields[0]);
        const auto value = city::ingest::number_in(row.fields[index]);
        // Rows name the beginning of their interval; a value stands for its end.
        if (at && value) observations.push_back({*at + interval, *value});
    }
    // The hour that occurs twice in October comes out of order.
    std::stable_sort(observations.begin(), observations.end(),
                     [](const Observation& a, const Observation& b) { return a.at < b.at; });
    observations.erase(
        std::unique(observations.begin(), observations.end(),
                    [](const Observation& a, const Observation& b) { return a.at == b.at; }),
        observations.end());
    return observations;
}

Result<std::vector<Station>> counter_stations(const std::string& text, const Replay& replay) {
    auto csv = city::ingest::parse_csv(text);
    if (!csv) return fail(csv.error());
    Station station;
    station.id = 1;
    station.quarter = std::string{domain::kCityScope};
    // The form is that of many cities and does not say whose file it is.
    const Milliseconds interval = std::chrono::minutes{15};
    // The first column is the whole site; those behind it are its directions and their states.
    const std::size_t site = 1;
    if (csv->header.fields.size() <= site || csv->header.fields[0] != "Datetime")
        return fail(Code::malformed, replay.file + ": neither air, weather nor a counter's data");
    station.name = csv->header.fields[site];
    auto observations = column(*csv, site, interval);
    if (observations.empty()) return fail(Code::malformed, replay.file + ": no row with a value");
    station.replayed_from = replay.file + " " + span_text(observations);
    station.streams.push_back(
        recorded_stream(1, domain::Property::bicycles, interval, std::move(observations), replay));
    std::vector<Station> stations;
    stations.push_back(std::move(station));
    return stations;
}

}  // namespace

std::string span_text(const std::vector<Observation>& observations) {
    return to_iso(observations.front().at) + "/" + to_iso(observations.back().at);
}

Stream recorded_stream(int id, domain::Property property, Milliseconds interval,
                       std::vector<Observation> observations, const Replay& replay) {
    return {id, std::string{domain::slug(property)}, property, interval,
            replayed_series(std::move(observations), interval, replay.speed, replay.anchor)};
}

Result<std::vector<Station>> recorded_stations(const std::string& path, double speed,
                                               Instant anchor) {
    const auto bytes = native::read_bytes(path, kFileBytesMax);
    if (!bytes) return fail(bytes.error());
    const auto text = unpacked(*bytes);
    if (!text) return fail(text.error().code, path + ": " + text.error().detail);
    const Replay replay{std::filesystem::path{path}.filename().string(), speed, anchor};
    // A counter's header begins with "Datetime", behind comment lines; everything else is air data.
    const bool is_counter = text->substr(0, 4096).find("Datetime,") != std::string::npos;
    auto stations = is_weather_file(*text) ? weather_stations(*text, replay)
                    : is_counter           ? counter_stations(*text, replay)
                                           : air_stations(*text, replay);
    if (stations && stations->empty()) return fail(Code::malformed, path + ": no station in it");
    return stations;
}

}  // namespace qp::feed
