// SPDX-License-Identifier: EUPL-1.2
// The way between a device and the city, which fails as networks do: lost, late, doubled, cut and
// changed messages, partitions, captive portals, answers of an earlier time.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "core/base/seeded_random.h"
#include "core/replica/exchange.h"
#include "tests/sim/world/timeline.h"
#include "tests/sim/world/trace.h"

namespace qp::sim {

// A request and an answer, with what of their headers matters to a snapshot.
struct Asked : replica::Request {
    Asked() = default;
    explicit Asked(replica::Request request) : replica::Request{std::move(request)} {}
    std::string range;
    std::string if_range;
};
struct Said : replica::Answer {
    Said() = default;
    explicit Said(replica::Answer answer) : replica::Answer{std::move(answer)} {}
    std::string hash;
    std::string key;
    std::string signature;
    std::uint64_t whole_bytes = 0;  // of the file that the body is, or is a part of
};

// One device's way to the city. Chances are per thousand messages.
struct Weather {
    bool is_cut = false;
    bool is_captive = false;
    std::uint32_t lose_request = 0;
    std::uint32_t lose_answer = 0;
    std::uint32_t twice = 0;
    std::uint32_t late = 0;
    std::uint32_t cut_body = 0;
    std::uint32_t flip_bit = 0;
    std::uint32_t old_answer = 0;
    std::uint32_t busy = 0;  // a proxy answers 503

    static Weather fair() { return {}; }
    static Weather foul(SeededRandom& random);
};

class Network {
public:
    using Answered = std::function<void(const std::optional<Said>&)>;
    // The side of the host that is asked, by its name: answers later or never.
    using Serve = std::function<void(const std::string&, const Asked&, std::function<void(Said)>)>;

    Network(Timeline& timeline, Trace& trace, SeededRandom& random, Serve serve)
        : timeline_{timeline}, trace_{trace}, random_{random}, serve_{std::move(serve)} {}

    // Calls `answered` exactly once, after the carrier's deadline at the latest.
    void exchange(const std::string& device, const std::string& host, const Asked& request,
                  Answered answered);
    // A server-sent event, which may get lost.
    void wake(const std::string& device, Timeline::Act act);

    Weather& weather(const std::string& device) { return weather_[device]; }
    void clear_up() { weather_.clear(); }
    std::uint64_t faults() const { return faults_; }

private:
    bool happens(std::uint32_t per_thousand);
    Milliseconds travel_time(const Weather& weather);
    void spoil(Bytes& body, const Weather& weather);

    Timeline& timeline_;
    Trace& trace_;
    SeededRandom& random_;
    Serve serve_;
    std::map<std::string, Weather> weather_;
    // A proxy's memory: by device and address, as proxies tell answers apart.
    std::map<std::pair<std::string, std::string>, Said> last_;
    std::uint64_t faults_ = 0;
};

}  // namespace qp::sim
