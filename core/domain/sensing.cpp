// SPDX-License-Identifier: EUPL-1.2
#include "core/domain/sensing.h"

#include <cmath>

#include "core/domain/fields.h"

namespace qp::domain {

namespace {

constexpr std::size_t kNameMax = 300;
constexpr std::int64_t kDayMs = 86400000;
constexpr std::int64_t kDaySeconds = 86400;
// Beyond this a double no longer tells neighbouring integers apart.
constexpr std::int64_t kScaledMax = std::int64_t{1} << 53;
constexpr auto kLastProperty = static_cast<std::uint8_t>(Property::water_level);
constexpr std::uint64_t kIntervalMax = 366ull * 86400000;
constexpr std::uint32_t kDayMax = 2932896;  // 9999-12-31

double power_of_ten(std::uint8_t decimals) {
    double power = 1;
    for (std::uint8_t i = 0; i < decimals; ++i) power *= 10;
    return power;
}

std::int32_t read_degrees(cbor::Reader& in, std::int32_t max) {
    const std::int64_t value = in.integer();
    if (value < -max || value > max) {
        in.fail(Code::malformed, "a place that is not on earth");
        return 0;
    }
    return static_cast<std::int32_t>(value);
}

struct Encoded {
    Bytes times;
    Bytes values;
};

Encoded encode_deltas(const Series& series) {
    std::vector<std::int64_t> times;
    std::vector<std::int64_t> values;
    const double scale = power_of_ten(series.decimals);
    const std::int64_t midnight = series.day * kDaySeconds;
    for (const Observation& seen : series.observations) {
        const std::int64_t second = ms(seen.at) / 1000 - midnight;
        const double scaled = seen.value * scale;
        if (ms(seen.at) < 0 || second < 0 || second >= kDaySeconds) continue;
        if (!std::isfinite(scaled) || std::abs(scaled) > static_cast<double>(kScaledMax)) continue;
        if (!times.empty() && second <= times.back()) continue;
        times.push_back(second);
        values.push_back(std::llround(scaled));
    }
    const auto deltas = [](const std::vector<std::int64_t>& numbers) {
        cbor::Writer out;
        out.array(numbers.size());
        std::int64_t last = 0;
        for (const std::int64_t number : numbers) {
            out.integer(number - last);
            last = number;
        }
        return out.take();
    };
    return {deltas(times), deltas(values)};
}

std::vector<std::int64_t> read_deltas(cbor::Reader& in) {
    std::vector<std::int64_t> numbers;
    std::int64_t last = 0;
    for (std::size_t left = in.array(kDaySeconds); left > 0 && in.is_ok(); --left) {
        const std::int64_t delta = in.integer();
        if (delta < -2 * kScaledMax || delta > 2 * kScaledMax) {
            in.fail(Code::malformed, "a value out of range");
            break;
        }
        last += delta;
        if (last < -kScaledMax || last > kScaledMax) {
            in.fail(Code::malformed, "a value out of range");
            break;
        }
        numbers.push_back(last);
    }
    return numbers;
}

void join(cbor::Reader& in, const std::vector<std::int64_t>& times,
          const std::vector<std::int64_t>& values, Series& series) {
    if (times.size() != values.size()) {
        in.fail(Code::malformed, "a series with another number of times than of values");
        return;
    }
    const double scale = power_of_ten(series.decimals);
    const std::int64_t midnight = series.day * kDayMs;
    std::int64_t before = -1;
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (times[i] <= before || times[i] >= kDaySeconds) {
            in.fail(Code::malformed, "a series whose times are out of order or of its day");
            return;
        }
        before = times[i];
        series.observations.push_back(
            {instant(midnight + times[i] * 1000), static_cast<double>(values[i]) / scale});
    }
}

}  // namespace

std::uint32_t day_of(Instant at) {
    return ms(at) < 0 ? 0 : static_cast<std::uint32_t>(ms(at) / kDayMs);
}

Id series_id(const Id& datastream, std::uint32_t day) {
    Id id = datastream;
    for (int i = 0; i < 4; ++i) {
        id.bytes[12 + i] ^= static_cast<std::uint8_t>(day >> (24 - 8 * i));
    }
    return id;
}

Bytes encode(const Station& station) {
    FieldsWriter map;
    map.id(0, station.id);
    map.text(1, station.name);
    map.text(2, station.quarter);
    if (station.at) {
        map.integer(3, station.at->latitude_e5);
        map.integer(4, station.at->longitude_e5);
    }
    map.text_unless_empty(5, station.operator_name);
    map.text_unless_empty(6, station.attribution);
    map.text_unless_empty(7, station.licence);
    map.flag(8, station.is_demo);
    map.flag(9, station.is_withdrawn);
    return map.bytes();
}

Result<Station> decode_station(BytesView payload) {
    cbor::Reader in{payload};
    FieldsReader map{in};
    Station station;
    std::optional<std::int32_t> latitude;
    std::optional<std::int32_t> longitude;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                station.id = in.id<Id>();
                break;
            case 1:
                station.name = read_text(in, kNameMax);
                break;
            case 2:
                station.quarter = read_quarter(in);
                break;
            case 3:
                latitude = read_degrees(in, 9000000);
                break;
            case 4:
                longitude = read_degrees(in, 18000000);
                break;
            case 5:
                station.operator_name = read_text(in, kNameMax);
                break;
            case 6:
                station.attribution = read_text(in, kNameMax);
                break;
            case 7:
                station.licence = read_text(in, kNameMax);
                break;
            case 8:
                station.is_demo = in.boolean();
                break;
            case 9:
                station.is_withdrawn = in.boolean();
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1, 2}, "station");
    if (latitude.has_value() != longitude.has_value()) {
        in.fail(Code::malformed, "half a place");
    }
    if (latitude && longitude) station.at = Point{*latitude, *longitude};
    if (auto end = in.finish(); !end) return fail(end.error());
    return station;
}

Bytes encode(const Datastream& datastream) {
    FieldsWriter map;
    map.id(0, datastream.id);
    map.id(1, datastream.station);
    map.uint(2, static_cast<std::uint8_t>(datastream.property));
    map.text_unless_empty(3, datastream.name);
    map.text_unless_empty(4, datastream.unit);
    map.uint(5, static_cast<std::uint64_t>(datastream.interval.count()));
    return map.bytes();
}

Result<Datastream> decode_datastream(BytesView payload) {
    cbor::Reader in{payload};
    FieldsReader map{in};
    Datastream datastream;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                datastream.id = in.id<Id>();
                break;
            case 1:
                datastream.station = in.id<Id>();
                break;
            case 2:
                datastream.property = static_cast<Property>(read_enum(in, 0, kLastProperty));
                break;
            case 3:
                datastream.name = read_text(in, kNameMax);
                break;
            case 4:
                datastream.unit = read_text(in, 32);
                break;
            case 5:
                datastream.interval =
                    Milliseconds{static_cast<std::int64_t>(in.uint(kIntervalMax))};
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1, 2, 5}, "datastream");
    if (auto end = in.finish(); !end) return fail(end.error());
    return datastream;
}

Bytes encode(const Series& series) {
    Encoded encoded = encode_deltas(series);
    FieldsWriter map;
    map.id(0, series.datastream);
    map.uint(1, series.day);
    map.uint(2, series.decimals);
    map.encoded(3, std::move(encoded.times));
    map.encoded(4, std::move(encoded.values));
    return map.bytes();
}

Result<Series> decode_series(BytesView payload) {
    cbor::Reader in{payload};
    FieldsReader map{in};
    Series series;
    std::vector<std::int64_t> times;
    std::vector<std::int64_t> values;
    while (const auto key = map.next()) {
        switch (*key) {
            case 0:
                series.datastream = in.id<Id>();
                break;
            case 1:
                series.day = static_cast<std::uint32_t>(in.uint(kDayMax));
                break;
            case 2:
                series.decimals = static_cast<std::uint8_t>(in.uint(kSeriesDecimalsMax));
                break;
            case 3:
                times = read_deltas(in);
                break;
            case 4:
                values = read_deltas(in);
                break;
            default:
                in.skip();
        }
    }
    map.require({0, 1, 2, 3, 4}, "series");
    if (in.is_ok()) join(in, times, values, series);
    if (auto end = in.finish(); !end) return fail(end.error());
    return series;
}

}  // namespace qp::domain
