// SPDX-License-Identifier: EUPL-1.2
// The way to the city, which fails as the world does.
#pragma once

#include <deque>
#include <optional>

#include "tests/sim/fake_city.h"

namespace qp::sim {

enum class Fault {
    none,
    lose_request,    // the city never hears of it
    lose_answer,     // the city has committed, nobody hears of it
    captive_portal,  // a 200 with HTML, the city never hears of it
    cut_answer,      // the second half is missing, and it still looks complete
    flip_bit,        // in the middle of the answer
    unavailable,     // 503 with Retry-After
    old_answer,      // the answer to the last request of that kind, once more
};

// What anybody on the way can do to a ballot: its signature, which its hash does not cover. False:
// the body holds no such ballot.
bool spoil(Bytes& body, BytesView ballot);

class FakeTransport {
public:
    using Serve = std::function<replica::Answer(const replica::Request&)>;
    explicit FakeTransport(FakeCity& city) : city_{city} {}

    void fail_next(Fault fault) { next_.push_back(fault); }
    void fail_next(Fault fault, int times) {
        for (int i = 0; i < times; ++i) next_.push_back(fault);
    }
    void set_connected(bool is_connected) { is_connected_ = is_connected; }
    // Such requests reach nobody, and nobody answers them.
    void swallow(std::function<bool(const replica::Request&)> these) {
        swallowed_ = std::move(these);
    }
    // Somebody else than the city answers from now on; unset: the city again.
    void lead_to(Serve other) { other_ = std::move(other); }

    // Unset: no answer came.
    std::optional<replica::Answer> exchange(const replica::Request& request);
    std::uint32_t attempts() const { return attempts_; }

private:
    FakeCity& city_;
    Serve other_;
    std::function<bool(const replica::Request&)> swallowed_;
    std::deque<Fault> next_;
    bool is_connected_ = true;
    std::uint32_t attempts_ = 0;
    std::map<replica::Lane, replica::Answer> last_;
};

}  // namespace qp::sim
