// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/contribution.h"

#include <doctest/doctest.h>

#include "core/ops/payloads.h"
#include "core/ops/pull.h"
#include "core/ops/sealing.h"
#include "core/ops/test_city.h"

namespace qp::ops {

namespace {

IdeaSubmit bench(TestCity& city) {
    IdeaSubmit idea;
    idea.idea = random_id<Id>(city.random);
    idea.title = "Bänke am Kesselbrink";
    idea.text = "Mit Lehne, im Schatten.";
    idea.quarter = "mitte";
    idea.language = "de";
    return idea;
}

Payload submit(const IdeaSubmit& idea) {
    return {OpType::idea_submit, 1, encode(idea)};
}

}  // namespace

TEST_CASE("the city reads a resident's idea, and nobody who carries it does") {
    TestCity city;
    const IdeaSubmit idea = bench(city);
    const auto made = contribute(city.keys, submit(idea), Id{}, instant(kTestNow), city.random);
    REQUIRE(made);
    CHECK(as_text(made->batch).find("Kesselbrink") == std::string_view::npos);

    const auto batch = decode_batch(made->batch, city.city());
    REQUIRE(batch);
    CHECK(batch->header_hashes[0] == made->hash);
    const Operation& operation = batch->operations[0];
    const SealContext context{batch->key(0), operation.type, operation.version};
    const auto plain = open_payload(city.city(), city.secrets, context, operation.payload);
    REQUIRE(plain);
    CHECK(decode_idea_submit(*plain) == idea);
}

TEST_CASE("no two contributions of a resident share a key, and times are those of the hour") {
    TestCity city;
    const auto payload = submit(bench(city));
    const auto one = contribute(city.keys, payload, Id{}, instant(kTestNow), city.random);
    const auto two = contribute(city.keys, payload, Id{}, instant(kTestNow + 5), city.random);
    REQUIRE((one && two));
    CHECK(one->author.public_key() != two->author.public_key());
    const auto batch = decode_batch(one->batch, city.city());
    REQUIRE(batch);
    CHECK(to_iso(time_of(batch->operations[0].hlc)) == "2026-11-23T14:00:00Z");
}

TEST_CASE("whoever carries a sealed idea cannot hand it in as their own") {
    TestCity city;
    const auto made =
        contribute(city.keys, submit(bench(city)), Id{}, instant(kTestNow), city.random);
    REQUIRE(made);
    const auto batch = decode_batch(made->batch, city.city());
    REQUIRE(batch);
    SealContext thief{batch->key(0), OpType::idea_submit, 1};
    thief.key.author = KeyPair::generate(city.random).public_key();
    const auto stolen =
        open_payload(city.city(), city.secrets, thief, batch->operations[0].payload);
    REQUIRE(!stolen);
    CHECK(stolen.error().code == Code::bad_signature);
    SealContext moved{batch->key(0), OpType::idea_edit, 1};
    CHECK(!open_payload(city.city(), city.secrets, moved, batch->operations[0].payload));
    CHECK(!open_payload(city.city(), city.secrets, moved, Bytes(5)));
}

TEST_CASE("its author withdraws an idea with the same key and chain") {
    TestCity city;
    const IdeaSubmit idea = bench(city);
    const auto made = contribute(city.keys, submit(idea), Id{}, instant(kTestNow), city.random);
    REQUIRE(made);
    const auto author = KeyPair::from_seed(made->author.seed());
    const Payload withdraw{OpType::idea_withdraw, 1, encode(IdeaWithdraw{idea.idea})};
    const auto next = contribute_again(city.keys, author, made->chain, withdraw, Id{},
                                       instant(kTestNow), city.random);
    REQUIRE(next);
    const auto batch = decode_batch(next->batch, city.city());
    REQUIRE(batch);
    CHECK(batch->author == made->author.public_key());
    CHECK(batch->first_seq == 2);
    CHECK(batch->prev_head == made->chain.head);
    CHECK(next->chain.seq == 2);
}

TEST_CASE("payloads come back as they were, and newer fields are passed over") {
    TestCity city;
    const Id id = random_id<Id>(city.random);
    const IdeaSubmit idea = bench(city);
    const IdeaEdit edit{id, "T", "Text", "senne", "umwelt-ressourcen", "de"};
    const Report report{2, id, "insult", ""};
    const ProjectUpdateOp update{id,  id, "T", "Text", 4, std::vector<std::string>{"Werkzeug"},
                                 "de"};
    const ProjectUpdateOp small{id, id, "", "Text", {}, {}, "de"};
    const StaffDecision decision{2, id, 8, "Schon gebaut.", "de"};
    const KioskHealth health{"0.1.0", 5, 3, 0, 1u << 30, 77};
    const PollDrained drained{id, 12};
    CHECK(decode_idea_submit(encode(idea)) == idea);
    CHECK(decode_idea_edit(encode(edit)) == edit);
    CHECK(decode_report(encode(report)) == report);
    CHECK(decode_project_update(encode(update)) == update);
    CHECK(decode_project_update(encode(small)) == small);
    CHECK(decode_staff_decision(encode(decision)) == decision);
    CHECK(decode_kiosk_health(encode(health)) == health);
    KioskHealth pulled = health;
    pulled.pulled = Bytes(kCursorBytesMax, 7);
    CHECK(decode_kiosk_health(encode(pulled)) == pulled);
    pulled.pulled.push_back(7);
    CHECK(!decode_kiosk_health(encode(pulled)));
    CHECK(decode_poll_drained(encode(drained)) == drained);
    const PollDrained of_epoch{id, 12, random_id<ServerEpoch>(city.random)};
    CHECK(decode_poll_drained(encode(of_epoch)) == of_epoch);

    cbor::Writer newer;
    newer.map(3).uint(0).id(id).uint(9).array(1).null().text("x").boolean(true);
    CHECK(decode_idea_withdraw(newer.take()) == IdeaWithdraw{id});
    CHECK(!decode_idea_withdraw(cbor::Writer{}.map(0).take()));
    CHECK(!decode_idea_withdraw(cbor::Writer{}.map(1).uint(0).text("x").take()));
    CHECK(!decode_idea_edit(encode(IdeaWithdraw{id})));
}

}  // namespace qp::ops
