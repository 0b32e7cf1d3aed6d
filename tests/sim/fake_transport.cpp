// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/fake_transport.h"

#include <algorithm>

namespace qp::sim {

bool spoil(Bytes& body, BytesView ballot) {
    const auto at = std::search(body.begin(), body.end(), ballot.begin(), ballot.end());
    if (at == body.end()) return false;
    *(at + static_cast<std::ptrdiff_t>(ballot.size()) - 1) ^= 1;
    return true;
}

std::optional<replica::Answer> FakeTransport::exchange(const replica::Request& request) {
    ++attempts_;
    if (swallowed_ && swallowed_(request)) return std::nullopt;
    if (!is_connected_) return std::nullopt;
    Fault fault = Fault::none;
    if (!next_.empty()) {
        fault = next_.front();
        next_.pop_front();
    }
    if (fault == Fault::lose_request) return std::nullopt;
    if (fault == Fault::captive_portal) {
        const BytesView html = as_bytes("<!doctype html><html><title>Login</title></html>");
        return replica::Answer{200, "text/html", Bytes(html.begin(), html.end())};
    }
    if (fault == Fault::unavailable)
        return replica::Answer{503, "application/problem+json", {}, std::chrono::seconds{30}};
    if (fault == Fault::old_answer) return last_.at(request.lane);
    replica::Answer answer = other_ ? other_(request) : city_.handle(request);
    last_[request.lane] = answer;
    if (fault == Fault::lose_answer) return std::nullopt;
    if (fault == Fault::cut_answer) answer.body.resize(answer.body.size() / 2);
    if (fault == Fault::flip_bit) answer.body[answer.body.size() / 2] ^= 1;
    return answer;
}

}  // namespace qp::sim
