// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/ingest/demo_ballots.h"

#include <numeric>

#include "sync/city/storage/storage.h"

namespace qp::city::ingest {

namespace {

ops::SignedBallot demo_ballot(const ops::CityId& city, const Id& poll, std::uint8_t choice,
                              std::uint32_t number) {
    ops::Sha256 seed;
    seed.add_prefix("qp1/demo-ballot").add(city.view()).add(poll.view()).add_u8(choice);
    for (int shift = 24; shift >= 0; shift -= 8)
        seed.add_u8(static_cast<std::uint8_t>(number >> shift));
    ops::Ballot ballot;
    ballot.poll = poll;
    ballot.choice = choice;
    return ops::sign_ballot(city, ops::KeyPair::from_seed(seed.finish()), ballot);
}

}  // namespace

Status cast_demo_ballots(storage::BallotBox& box, store::Content& content, const ops::CityId& city,
                         const std::vector<DemoCount>& counts, Instant now, Random& random) {
    for (const DemoCount& count : counts) {
        const auto rules = storage::poll_rules(content, count.poll, now);
        if (!rules) return fail(rules.error());
        std::vector<ops::SignedBallot> ballots;
        ballots.reserve(std::accumulate(count.by_choice.begin(), count.by_choice.end(), 0U));
        for (std::size_t choice = 1; choice < count.by_choice.size(); ++choice)
            for (std::uint32_t i = 0; i < count.by_choice[choice]; ++i)
                ballots.push_back(
                    demo_ballot(city, count.poll, static_cast<std::uint8_t>(choice), i));
        std::vector<storage::BallotBox::Incoming> incoming;
        incoming.reserve(ballots.size());
        for (const ops::SignedBallot& ballot : ballots)
            incoming.push_back({&ballot, storage::Channel::kiosk, *rules});
        if (auto cast = box.cast(incoming, now, random); !cast) return fail(cast.error());
    }
    return {};
}

}  // namespace qp::city::ingest
