// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cmath>

#include "sync/feed/series.h"

namespace qp::feed {

namespace {

using domain::Property;

constexpr double kTurn = 6.283185307179586;

// SplitMix64 (Steele, Lea, Flood 2014): the same number for the same place in time, everywhere.
double unit_noise(std::uint64_t seed, std::int64_t step) {
    std::uint64_t z = seed + static_cast<std::uint64_t>(step) * 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<double>((z ^ (z >> 31)) >> 11) / 9007199254740992.0 * 2 - 1;
}

// Smooth noise in -1 … 1 that changes over `period`.
double drift(std::uint64_t seed, Instant at, Milliseconds period) {
    const std::int64_t step = ms(at) / period.count();
    const double part =
        static_cast<double>(ms(at) % period.count()) / static_cast<double>(period.count());
    const double smooth = part * part * (3 - 2 * part);
    return unit_noise(seed, step) * (1 - smooth) + unit_noise(seed, step + 1) * smooth;
}

struct Moment {
    double hour = 0;  // 0 … 24, German time
    double year = 0;  // 0 … 1
    bool is_weekend = false;
};

Moment moment_of(Instant at) {
    const CivilTime civil = german_time(at);
    Moment moment;
    moment.hour = civil.hour + civil.minute / 60.0;
    moment.year = ((civil.month - 1) * 30.4 + civil.day) / 365.0;
    moment.is_weekend = civil.weekday == 0 || civil.weekday == 6;
    return moment;
}

double bump(double hour, double center, double width) {
    const double distance = (hour - center) / width;
    return std::exp(-distance * distance);
}

// Traffic over a day, 0 … 1: two rushes on weekdays, one broad afternoon at weekends.
double traffic(const Moment& moment) {
    if (moment.is_weekend) return 0.65 * bump(moment.hour, 15, 4);
    return bump(moment.hour, 7.7, 1.3) + 0.35 * bump(moment.hour, 13, 3) +
           0.9 * bump(moment.hour, 17, 2);
}

// -1 in January, 1 in July.
double season(const Moment& moment) {
    return -std::cos(kTurn * (moment.year - 0.04));
}

double value_at(Property property, std::uint64_t seed, Instant at) {
    using std::chrono::hours;
    const Moment moment = moment_of(at);
    const double weather = drift(seed, at, hours{31}) * 0.7 + drift(seed + 1, at, hours{7}) * 0.3;
    const double noise = unit_noise(seed + 2, ms(at) / 1000);
    const double warm = std::cos(kTurn * (moment.hour - 15) / 24);
    const double cars = traffic(moment);
    switch (property) {
        case Property::temperature:
            return 9.5 + 8.5 * season(moment) + (2 + season(moment)) * warm + 4 * weather +
                   0.1 * noise;
        case Property::humidity:
            return std::clamp(76 - 10 * warm - 12 * weather + noise, 20.0, 100.0);
        case Property::pressure:
            return 1014 + 11 * drift(seed, at, hours{53}) + 0.1 * noise;
        case Property::wind_speed:
            return std::max(0.1, 3.2 + 2.6 * weather + 0.4 * noise);
        case Property::rain:
            return weather > 0.35 ? (weather - 0.35) * 2.5 : 0;
        case Property::pm10:
            return std::max(2.0, 15 + 6 * cars + 8 * weather + noise);
        case Property::pm25:
            return std::max(1.0, 8 + 3 * cars + 5 * weather + 0.5 * noise);
        case Property::no2:
            return std::max(3.0, 14 + 15 * cars + 6 * weather + noise);
        case Property::o3:
            return std::max(2.0, 52 + 22 * season(moment) + 16 * warm - 10 * cars + 9 * weather);
        case Property::noise:
            return 43 + 15 * std::min(1.0, cars) + 3 * weather + 2 * noise;
        case Property::bicycles:
            return std::max(0.0, (1.5 + 34 * cars) * (1 + 0.3 * season(moment) - 0.25 * weather) *
                                     (1 + 0.25 * noise));
        case Property::pedestrians:
            return std::max(0.0, (2 + 60 * bump(moment.hour, 14.5, 4)) * (1 - 0.2 * weather) *
                                     (1 + 0.2 * noise));
        case Property::soil_moisture:
            return std::clamp(31 + 9 * drift(seed, at, hours{200}), 5.0, 60.0);
        case Property::water_level:
            return 64 + 18 * drift(seed, at, hours{90}) + 0.3 * noise;
        default:
            return 50 + 20 * weather + noise;
    }
}

class Generated final : public Series {
public:
    Generated(Property property, Milliseconds interval, std::uint64_t seed)
        : property_{property}, interval_{interval}, seed_{seed} {}

    std::vector<domain::Observation> between(Instant from, Instant to) const override {
        std::vector<domain::Observation> found;
        std::int64_t step = ms(from) / interval_.count() + 1;
        for (; step * interval_.count() <= ms(to); ++step) {
            const Instant at = instant(step * interval_.count());
            if (is_missing(at)) continue;
            found.push_back({at, rounded(value_at(property_, seed_, at))});
        }
        return found;
    }

private:
    // Radio gaps of some ten minutes, about once in four days.
    bool is_missing(Instant at) const { return unit_noise(seed_ + 3, ms(at) / 1'800'000) > 0.99; }
    double rounded(double value) const {
        const double scale = std::pow(10.0, domain::decimals(property_));
        return std::round(value * scale) / scale;
    }

    Property property_;
    Milliseconds interval_;
    std::uint64_t seed_;
};

}  // namespace

std::unique_ptr<Series> generated_series(Property property, Milliseconds interval,
                                         std::uint64_t seed) {
    return std::make_unique<Generated>(property, interval, seed);
}

}  // namespace qp::feed
