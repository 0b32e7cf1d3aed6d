// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/network.h"

#include <memory>

namespace qp::sim {
namespace {

constexpr Milliseconds kDeadline{20000};

Said captive_portal() {
    const BytesView html = as_bytes("<!doctype html><html><title>Login</title></html>");
    return Said{{200, "text/html", Bytes(html.begin(), html.end()), Milliseconds{0}}};
}

}  // namespace

Weather Weather::foul(SeededRandom& random) {
    Weather weather;
    for (std::uint32_t Weather::*chance :
         {&Weather::lose_request, &Weather::lose_answer, &Weather::twice, &Weather::late,
          &Weather::cut_body, &Weather::flip_bit, &Weather::old_answer, &Weather::busy})
        if (random.below(3) == 0)
            weather.*chance = static_cast<std::uint32_t>(20 + random.below(380));
    return weather;
}

bool Network::happens(std::uint32_t per_thousand) {
    if (per_thousand == 0 || random_.below(1000) >= per_thousand) return false;
    ++faults_;
    return true;
}

Milliseconds Network::travel_time(const Weather& weather) {
    if (happens(weather.late)) return Milliseconds{1000 + random_.below(40000)};
    return Milliseconds{5 + random_.below(120)};
}

void Network::spoil(Bytes& body, const Weather& weather) {
    if (body.empty()) return;
    if (happens(weather.cut_body)) body.resize(random_.below(body.size()));
    if (!body.empty() && happens(weather.flip_bit))
        body[random_.below(body.size())] ^= static_cast<std::uint8_t>(1u << random_.below(8));
}

void Network::exchange(const std::string& device, const std::string& host, const Asked& request,
                       Answered answered) {
    const Weather weather = weather_[device];
    struct State {
        Answered answered;
        bool is_done = false;
    };
    auto state = std::make_shared<State>(State{std::move(answered), false});
    const auto finish = [state](const std::optional<Said>& answer) {
        if (std::exchange(state->is_done, true)) return;
        state->answered(answer);
    };
    if (weather.is_cut) return timeline_.in(Milliseconds{10}, [finish] { finish(std::nullopt); });
    if (weather.is_captive)
        return timeline_.in(Milliseconds{10}, [finish] { finish(captive_portal()); });
    timeline_.in(kDeadline, [finish] { finish(std::nullopt); });
    if (happens(weather.busy)) {
        const Said busy{replica::Answer{503, "application/problem+json", {}, Milliseconds{3000}}};
        return timeline_.in(Milliseconds{20}, [finish, busy] { finish(busy); });
    }
    if (happens(weather.lose_request)) return;

    Asked sent = request;
    spoil(sent.body, weather);
    const auto back = [this, finish, device, target = host + request.target](Said answer) {
        const Weather& now = weather_[device];
        if (now.is_cut || happens(now.lose_answer)) return;
        const auto key = std::pair{device, target};
        if (last_.count(key) != 0 && happens(now.old_answer)) answer = last_[key];
        last_[key] = answer;
        spoil(answer.body, now);
        timeline_.in(travel_time(now), [finish, answer] { finish(answer); });
    };
    const int copies = happens(weather.twice) ? 2 : 1;
    for (int i = 0; i < copies; ++i)
        timeline_.in(travel_time(weather), [this, host, sent, back] { serve_(host, sent, back); });
}

void Network::wake(const std::string& device, Timeline::Act act) {
    const Weather& weather = weather_[device];
    if (weather.is_cut || weather.is_captive || happens(weather.lose_answer)) return;
    timeline_.in(travel_time(weather), std::move(act));
}

}  // namespace qp::sim
