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

TEST_CASE("an idea's place travels with it, as a version of its own") {
    TestCity city;
    IdeaSubmit idea = bench(city);
    CHECK(idea.version() == 1);
    idea.photos = {Hash{}};
    CHECK(idea.version() == 2);
    idea.place = domain::CoarsePoint{52021, 8534};
    CHECK(idea.version() == 3);
    CHECK(decode_idea_submit(encode(idea)) == idea);
    idea.photos.clear();
    CHECK(idea.version() == 3);
    CHECK(decode_idea_submit(encode(idea)) == idea);

    IdeaEdit edit{idea.idea, "T", "Text", "senne", "", "de"};
    CHECK(edit.version() == 1);
    edit.place = idea.place;
    CHECK(edit.version() == 2);
    CHECK(decode_idea_edit(encode(edit)) == edit);
}

TEST_CASE("a place finer than the grid, of another form or outside of the city is malformed") {
    TestCity city;
    const Bytes plain = encode(bench(city));
    const auto with_place = [&](const Bytes& place) {
        // One more pair than the map of seven has, appended.
        Bytes bytes = plain;
        bytes[0] = static_cast<std::uint8_t>(bytes[0] + 1);
        bytes.push_back(8);
        bytes.insert(bytes.end(), place.begin(), place.end());
        return decode_idea_submit(bytes);
    };
    const auto pair = [](std::int64_t latitude, std::int64_t longitude) {
        return cbor::Writer{}.array(2).integer(latitude).integer(longitude).take();
    };
    REQUIRE(with_place(pair(52021, 8534)));
    CHECK(with_place(pair(52021, 8534))->place == domain::CoarsePoint{52021, 8534});
    for (const Bytes& place :
         {pair(5202134, 853456), pair(51909, 8534), pair(52121, 8534), pair(52021, 8369),
          pair(52021, 8671), pair(-52021, 8534), pair(INT64_MAX, INT64_MIN),
          cbor::Writer{}.array(1).integer(52021).take(), cbor::Writer{}.text("52.021,8.534").take(),
          cbor::Writer{}.null().take()}) {
        const auto read = with_place(place);
        REQUIRE(!read);
        CHECK(read.error().code == Code::malformed);
    }
}

TEST_CASE("an idea of an older version reads, and an older reader passes over a place") {
    TestCity city;
    IdeaSubmit idea = bench(city);
    const Bytes older = encode(idea);
    CHECK(older[0] == 0xa7);  // seven fields, as before there were photos and places
    CHECK(!decode_idea_submit(older)->place);
    idea.place = domain::CoarsePoint{52021, 8534};
    // To a reader of version 2 key 8 is what key 40 is to us.
    Bytes newer = encode(idea);
    const Bytes place = encode(*idea.place);
    REQUIRE(newer.size() > place.size());
    newer.erase(newer.end() - static_cast<std::ptrdiff_t>(place.size()) - 1, newer.end());
    newer.insert(newer.end(), {0x18, 40});
    newer.insert(newer.end(), place.begin(), place.end());
    const auto read = decode_idea_submit(newer);
    REQUIRE(read);
    CHECK(!read->place);
    CHECK(read->title == idea.title);
}

}  // namespace qp::ops
