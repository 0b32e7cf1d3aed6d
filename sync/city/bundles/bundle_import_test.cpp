// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/bundles/bundle_import.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "sync/city/bundles/test_kiosk.h"

namespace qp::city::bundles {

namespace {

// What the city holds, in an order of its own: what came in which order must make no difference.
std::vector<std::string> held(storage::TestCity& city) {
    std::vector<std::string> rows;
    auto log = storage::OperationLog::open(city.files.operations);
    REQUIRE(log);
    auto operations = log->database().prepare(
        "SELECT hex(author), hex(header_hash), hex(item) FROM operation"
        " JOIN chain ON chain.id = operation.chain");
    REQUIRE(operations);
    while (operations->step() == true)
        rows.push_back(std::string{operations->text(0)} + std::string{operations->text(1)} +
                       std::string{operations->text(2)});
    auto box = storage::BallotBox::open(city.files.ballots);
    REQUIRE(box);
    auto ballots = box->database().prepare("SELECT hex(hash), choice, channel FROM ballot");
    REQUIRE(ballots);
    while (ballots->step() == true)
        rows.push_back(std::string{ballots->text(0)} + std::to_string(ballots->integer(1)) +
                       std::to_string(ballots->integer(2)));
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::vector<ops::CarriedReceipt> receipts_of(Desk& desk, const TestKiosk& kiosk) {
    const auto answers = desk.answers.answers(kiosk.key.public_key());
    REQUIRE(answers);
    REQUIRE(answers->size() == 1);
    const auto opened = ops::open_answer(desk.city.city().id, kiosk.key, answers->front());
    REQUIRE(opened);
    return *opened;
}

struct TwoKiosks {
    TwoKiosks() {
        const Id poll = city.new_id();
        for (TestKiosk* kiosk : {&left, &right}) {
            kiosk->write_idea("Bank am Markt");
            kiosk->write_idea("Lampen am Weg");
            kiosk->support(poll, kiosk == &left ? 1 : 2);
        }
        left.support(poll, 3);
    }
    std::vector<ops::PublicKey> enrolled() const {
        return {left.key.public_key(), right.key.public_key()};
    }
    storage::TestCity city;
    TestKiosk left{city, 21};
    TestKiosk right{city, 22};
};

}  // namespace

TEST_CASE("bundles of two kiosks come to the same in any order, and twice") {
    std::vector<std::vector<std::string>> results;
    for (const bool is_left_first : {true, false}) {
        TwoKiosks world;  // its randomness repeats: the same ideas and ballots
        const Bytes left = world.left.bundle();
        const Bytes right = world.right.bundle();
        {
            Desk desk{world.city, world.enrolled()};
            for (int round = 0; round < 2; ++round)
                for (const Bytes* file :
                     {is_left_first ? &left : &right, is_left_first ? &right : &left}) {
                    const ImportReport report = desk.import.take(*file);
                    REQUIRE_FALSE(report.refused);
                    CHECK(report.operations.fresh == (round == 0 ? 2 : 0));
                    CHECK(report.operations.known == (round == 0 ? 0 : 2));
                    CHECK(report.ballots.fresh + report.ballots.known == (file == &left ? 2 : 1));
                    CHECK((round == 0 ? report.ballots.known : report.ballots.fresh) == 0);
                }
        }
        results.push_back(held(world.city));
    }
    CHECK(results[0].size() == 7);
    CHECK(results[0] == results[1]);
}

TEST_CASE("what was brought by hand and is pushed over the wire as well counts once") {
    TwoKiosks world;
    Desk desk{world.city, world.enrolled()};
    storage::Storage::PushJob job;
    const std::vector<BytesView> batches{world.left.batches.begin(), world.left.batches.end()};
    job.body = std::make_shared<const Bytes>(ops::encode_push(world.city.city().id, batches));
    job.push = *ops::decode_push(*job.body, world.city.city());
    job.done = [](Result<ops::PushReceipt> receipt) { CHECK(receipt); };
    desk.storage->push(std::move(job));
    desk.storage->commit_waiting();
    const ImportReport report = desk.import.take(world.left.bundle());
    CHECK(report.operations.fresh == 0);
    CHECK(report.operations.known == 2);
}

TEST_CASE("the city signs for what a bundle brought, as it does over the wire") {
    TwoKiosks world;
    Desk desk{world.city, world.enrolled()};
    REQUIRE_FALSE(desk.import.take(world.left.bundle()).refused);
    const auto receipts = receipts_of(desk, world.left);
    REQUIRE(receipts.size() == 2);
    const auto push = ops::verify_push_receipt(receipts[0].document, world.city.keys.list());
    REQUIRE(push);
    CHECK(push->batches.size() == 2);
    const auto ballots = ops::verify_ballot_receipt(receipts[1].document, world.city.keys.list());
    REQUIRE(ballots);
    CHECK(ballots->outcomes.size() == 2);
    CHECK(ballots->outcomes[0].kind == ops::BallotOutcome::Kind::accepted);
    CHECK(desk.answers.scopes(world.left.key.public_key()).value() ==
          std::vector<std::string>{"city", "mitte"});
}

TEST_CASE("the city's files do not tell which ballots came from which kiosk") {
    TwoKiosks world;
    const std::string hash{as_text(ops::ballot_hash(world.left.ballots[0]))};
    {
        Desk desk{world.city, world.enrolled()};
        REQUIRE_FALSE(desk.import.take(world.left.bundle()).refused);
        REQUIRE(desk.storage->checkpoint());
    }
    // The hash stands in ballots.db, which names no kiosk, and in no file that does.
    const std::string kiosk{as_text(world.left.key.public_key())};
    CHECK(world.city.folder.holds(hash));
    CHECK_FALSE(world.city.folder.holds(kiosk));
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator{world.city.folder.file("answers")}) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in{entry.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
        CHECK(bytes.find(hash) == std::string::npos);
    }
}

TEST_CASE("a file that is refused changes nothing, and the good one beside it goes in") {
    TwoKiosks world;
    Desk desk{world.city, {world.left.key.public_key()}};
    Bytes changed = world.left.bundle();
    changed[changed.size() / 2] ^= 1;
    Bytes cut = world.left.bundle();
    cut.resize(cut.size() / 2);
    storage::TestCity elsewhere;
    elsewhere.keys = *storage::KeyStore::create(elsewhere.folder.file("other"), "Anderswo",
                                                world.left.random, elsewhere.clock.at);
    TestKiosk stranger{elsewhere, 21};  // the same key, for another city
    stranger.write_idea("Woanders");
    // One body of several that no request could have.
    const Bytes one_bad = world.left.seal(
        {{ops::BundlePart::Kind::push,
          ops::encode_push(world.city.city().id, std::vector<BytesView>{world.left.batches[0]})},
         {ops::BundlePart::Kind::push, Bytes{1, 2, 3}}});
    const std::vector<std::pair<Bytes, Code>> bad{{changed, Code::bad_signature},
                                                  {cut, Code::malformed},
                                                  {stranger.bundle(), Code::wrong_city},
                                                  {world.right.bundle(), Code::refused},
                                                  {one_bad, Code::malformed},
                                                  {Bytes{}, Code::malformed}};
    for (const auto& [file, code] : bad) {
        const ImportReport report = desk.import.take(file);
        REQUIRE(report.refused);
        CHECK(report.refused->code == code);
    }
    CHECK(held(world.city).empty());
    CHECK_FALSE(desk.import.take(world.left.bundle()).refused);
    CHECK(held(world.city).size() == 4);
}

TEST_CASE("a full disk at the city refuses a bundle, and the same file goes in later") {
    TwoKiosks world;
    Desk desk{world.city, world.enrolled()};
    const Bytes file = world.left.bundle();
    world.city.room.bytes = 0;
    const ImportReport report = desk.import.take(file);
    REQUIRE(report.refused);
    CHECK(report.refused->code == Code::no_space);
    CHECK(held(world.city).empty());
    world.city.room.bytes = 1u << 30;
    CHECK(desk.import.take(file).operations.fresh == 2);
}

TEST_CASE("a ballot counts as a kiosk's where its envelope is an enrolled one's") {
    TwoKiosks world;
    Desk desk{world.city, world.enrolled()};
    const std::vector<BytesView> cast{world.left.ballots[0]};
    REQUIRE_FALSE(desk.import.take(world.left.bundle()).refused);
    REQUIRE_FALSE(desk.import
                      .take(world.right.seal(
                          {{ops::BundlePart::Kind::ballots,
                            ops::encode_ballots_request(
                                world.city.city().id,
                                std::vector<BytesView>{world.right.ballots[0]}, nullptr)}}))
                      .refused);
    std::multiset<char> channels;
    for (const std::string& row : held(world.city))
        if (row.size() == 66) channels.insert(row.back());
    CHECK(channels == std::multiset<char>{'0', '1', '1'});
}

TEST_CASE("of a kiosk's answers the newest are kept") {
    TwoKiosks world;
    Desk desk{world.city, world.enrolled()};
    for (std::size_t i = 0; i < kAnswersKept + 3; ++i)
        REQUIRE_FALSE(desk.import.take(world.left.bundle()).refused);
    CHECK(desk.answers.answers(world.left.key.public_key())->size() == kAnswersKept);
    CHECK(desk.answers.answers(world.right.key.public_key())->empty());
}

TEST_CASE("versions of returns grow, whatever becomes of the clock") {
    storage::TestFolder folder;
    const AnswerStore answers{folder.file("answers")};
    const Instant noon = *from_iso("2026-11-23T12:00:00Z");
    const auto first = answers.next_version(noon);
    const auto same = answers.next_version(noon);
    const auto earlier = answers.next_version(noon - std::chrono::hours{48});
    REQUIRE((first && same && earlier));
    CHECK(*first == static_cast<std::uint64_t>(ms(noon)));
    CHECK(*same == *first + 1);
    CHECK(*earlier == *first + 2);
}

}  // namespace qp::city::bundles
