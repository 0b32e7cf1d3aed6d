// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/world.h"

#include <doctest/doctest.h>
#include <spdlog/spdlog.h>

#include "core/ops/crypto.h"
#include "tests/sim/world/first_files.h"

namespace qp::sim {
namespace {

RunResult run_seed(std::uint64_t seed) {
    static CityOnDisk on_disk;
    if (static bool is_first = true; std::exchange(is_first, false)) {
        spdlog::set_level(spdlog::level::off);
        make_first_files(on_disk.keys->current()->list());
    }
    RunOptions options;
    options.seed = seed;
    return run(options, on_disk);
}

void check_seed(std::uint64_t seed) {
    const RunResult result = run_seed(seed);
    for (const std::string& violation : result.violations)
        FAIL_CHECK("seed " << seed << ": " << violation);
    CHECK(result.operations + result.ballots > 10);
    CHECK(result.promises > 0);
    CHECK(result.actions >= 60);
    CHECK(result.faults_struck >= 20);
}

}  // namespace

TEST_CASE("a run repeats: the same seed does the same, another seed something else") {
    const RunResult first = run_seed(5);
    run_seed(6);
    CHECK(run_seed(5).trace == first.trace);
    CHECK(run_seed(7).trace != first.trace);
}

TEST_CASE("faults come and go, and nothing that was saved is lost") {
    for (std::uint64_t seed = 1001; seed <= 1010; ++seed) check_seed(seed);
}

TEST_CASE("what stands in for the curves lets no forgery pass") {
    SeededRandom random{1};
    const auto author = ops::KeyPair::generate(random);
    const auto other = ops::KeyPair::generate(random);
    const Bytes message{1, 2, 3};
    ops::Signature signature = author.sign(message);
    CHECK(ops::verify(author.public_key(), message, signature));
    CHECK(!ops::verify(other.public_key(), message, signature));
    CHECK(!ops::verify(author.public_key(), Bytes{1, 2, 4}, signature));
    signature[63] ^= 1;
    CHECK(!ops::verify(author.public_key(), message, signature));

    const auto reader = ops::BoxKeyPair::generate(random);
    auto box = ops::seal(reader.public_key, message, random);
    REQUIRE(box);
    CHECK(*ops::open(reader, *box) == message);
    CHECK(!ops::open(ops::BoxKeyPair::generate(random), *box));
    box->back() ^= 1;
    CHECK(!ops::open(reader, *box));
}

}  // namespace qp::sim
