// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/load/signed_pushes.h"

#include <cassert>
#include <chrono>

#include "core/ops/contribution.h"
#include "core/ops/payloads.h"
#include "core/ops/push.h"

namespace qp::bench {

namespace {

constexpr std::size_t kTextCharacters = 100;  // title and text together

Instant now() {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

// 20 and 80 characters, none of two bytes, different each time.
std::string title(std::uint64_t number) {
    std::string text = "Werkstatt " + std::to_string(number) + " im Quartier Mitte";
    return text.substr(0, 20);
}

std::string text(std::uint64_t number) {
    std::string text = "Am Abend Nummer " + std::to_string(number) +
                       " haben wir weitergebaut; wer mithelfen will, kommt einfach vorbei und "
                       "bringt Werkzeug mit.";
    return text.substr(0, kTextCharacters - 20);
}

}  // namespace

SignedPushes::SignedPushes(const ops::CityKeys& city, PushKind kind, Random& random)
    : city_{city},
      kind_{kind},
      random_{random},
      author_{ops::KeyPair::generate(random)},
      chain_{ops::new_chain(city.city, author_.public_key(), random)} {}

Bytes SignedPushes::next(std::size_t operations) {
    std::vector<Bytes> batches;
    if (kind_ == PushKind::decisions)
        batches.push_back(decisions(operations));
    else
        for (std::size_t i = 0; i < operations; ++i) batches.push_back(idea());
    const std::vector<BytesView> views{batches.begin(), batches.end()};
    return ops::encode_push(city_.city.id, views);
}

Bytes SignedPushes::decisions(std::size_t operations) {
    std::vector<ops::Operation> made;
    for (std::size_t i = 0; i < operations; ++i) {
        ++made_;
        ops::StaffDecision decision;
        decision.subject = random_id<Id>(random_);
        decision.reason = title(made_) + text(made_);
        decision.language = "de";
        made.push_back(ops::make_operation(decision.kType, 1, Id{}, ops::hlc_at(now()),
                                           ops::PayloadKind::plain, encode(decision), random_));
    }
    return ops::sign_batch(city_.city, author_, chain_, made);
}

Bytes SignedPushes::idea() {
    ++made_;
    ops::IdeaSubmit idea;
    idea.idea = random_id<Id>(random_);
    idea.title = title(made_);
    idea.text = text(made_);
    idea.quarter = "mitte";
    idea.theme = "quality";
    idea.language = "de";
    random_.fill(idea.lookup_tag);
    auto made =
        ops::contribute(city_, {ops::OpType::idea_submit, 1, encode(idea)}, Id{}, now(), random_);
    assert(made);
    return std::move(made->batch);
}

}  // namespace qp::bench
