// SPDX-License-Identifier: EUPL-1.2
// crash_device: a kiosk without a screen, to be killed. It saves ideas and ballots of ever new
// people until it is told to be quiet (SIGTERM, or --quiet from the start: it only syncs from then
// on; the next SIGTERM ends it), and writes a line for whatever a person would have read, after it
// was true:
//
//     ready
//     idea AUTHOR EPOCH HASH-OF-BATCH        "saved"
//     ballot POLL NULLIFIER CHOICE HASH      "saved"
//     received AUTHOR EPOCH                  "received"
//     quiet                                  nothing is saved any more
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "core/base/seeded_random.h"
#include "native/disk_room.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/client/runner.h"

namespace {

using namespace qp;

std::atomic<int> stops_asked{0};

struct Options {
    std::string folder;
    std::string url;
    std::string genesis;
    std::vector<std::string> polls;
    std::uint64_t seed = 1;
    bool is_quiet = false;
};

// One write, so that a line is there whole or not at all.
void say(const std::string& line) {
    const std::string whole = line + "\n";
    if (::write(STDOUT_FILENO, whole.data(), whole.size()) < 0) std::abort();
}

[[noreturn]] void give_up(const std::string& what, const Error& error) {
    say("FAILED " + what + ": " + name(error.code) + " " + error.detail);
    std::exit(1);
}

template <class T>
T must(Result<T> result, const char* what) {
    if (!result) give_up(what, result.error());
    return std::move(*result);
}

std::string hex(const store::Statement& row, int column) {
    return to_hex(row.blob(column));
}

class Device {
public:
    explicit Device(const Options& options)
        : options_{options},
          choice_{options.seed},
          room_{options.folder},
          content_{must(store::Content::open(path("content.db")), "content.db")},
          local_{must(store::Local::open(path("local.db"), store::DeviceKind::kiosk, random_,
                                         clock_, room_),
                      "local.db")},
          runner_{must(client::Runner::start(runner_options()), "sync")} {}

    void run() {
        while (!knows_city()) std::this_thread::sleep_for(std::chrono::milliseconds{5});
        new_ballots();  // of an earlier life
        say("ready");
        while (stops_asked == 0) {
            choice_.below(3) == 0 ? cast() : save_idea();
            say_received();
            std::this_thread::sleep_for(std::chrono::milliseconds{choice_.below(120)});
        }
        say("quiet");
        while (stops_asked < 2) std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }

private:
    std::string path(const char* file) const { return options_.folder + "/" + file; }

    client::RunnerOptions runner_options() const {
        client::RunnerOptions options;
        options.city = {options_.url, ""};
        options.content_path = path("content.db");
        options.local_path = path("local.db");
        options.snapshot_path = path("snapshot.db");
        options.replica.scopes = {"city", "mitte"};
        const auto key = to_array<32>(from_hex(options_.genesis).value_or(Bytes{}));
        options.replica.city = ops::city_of(key.value_or(ops::PublicKey{})).id;
        options.replica.retry_min = Milliseconds{50};
        options.replica.retry_max = Milliseconds{400};
        options.replica.gap_min = Milliseconds{20};
        options.replica.gap_max = Milliseconds{80};
        return options;
    }

    bool knows_city() { return must(local_.city(), "the city's keys").has_value(); }

    void save_idea() {
        domain::IdeaDraft draft;
        draft.title = "An idea of device " + std::to_string(options_.seed);
        draft.text.assign(choice_.below(400), 'x');
        draft.quarter = "mitte";
        must(local_.save_idea(draft), "save an idea");
        runner_->saved_something();
        auto row = must(local_.database().prepare("SELECT author, epoch, hash FROM outbox "
                                                  "ORDER BY number DESC LIMIT 1"),
                        "read the queue");
        if (!must(row.step(), "read the queue")) return say("FAILED saved and not in the queue");
        say("idea " + hex(row, 0) + " " + hex(row, 1) + " " + hex(row, 2));
    }

    void cast() {
        const auto& poll = options_.polls[choice_.below(options_.polls.size())];
        const auto id = Id::from_hex(poll).value_or(Id{});
        const auto choice = static_cast<std::uint8_t>(choice_.below(8) == 0 ? 0 : 1);
        if (auto done = local_.new_session(); !done) give_up("a new session", done.error());
        must(local_.cast(id, choice, std::nullopt), "cast a ballot");
        runner_->saved_something();
        for (const ops::SignedBallot& ballot : new_ballots())
            say("ballot " + ballot.ballot.poll.hex() + " " + to_hex(ballot.ballot.nullifier) + " " +
                std::to_string(ballot.ballot.choice) + " " + to_hex(ballot.hash));
    }

    // Those that were not there at the last call: nobody but cast() adds any.
    std::vector<ops::SignedBallot> new_ballots() {
        auto row =
            must(local_.database().prepare("SELECT hash, ballot FROM ballots"), "read the ballots");
        std::vector<ops::SignedBallot> found;
        while (must(row.step(), "read the ballots")) {
            if (!known_ballots_.insert(hex(row, 0)).second) continue;
            found.push_back(must(ops::decode_ballot(row.blob(1), runner_options().replica.city),
                                 "decode a ballot"));
        }
        return found;
    }

    void say_received() {
        auto row =
            must(local_.database().prepare("SELECT number, author, epoch FROM outbox "
                                           "WHERE number > ?1 AND state = 1 ORDER BY number"),
                 "read what was received");
        row.bind(1, told_received_);
        while (must(row.step(), "read what was received")) {
            told_received_ = row.integer(0);
            say("received " + hex(row, 1) + " " + hex(row, 2));
        }
    }

    Options options_;
    SeededRandom choice_;
    native::SystemRandom random_;
    native::SystemClock clock_;
    native::DiskRoom room_;
    store::Content content_;
    store::Local local_;
    std::unique_ptr<client::Runner> runner_;
    std::int64_t told_received_ = 0;
    std::set<std::string> known_ballots_;
};

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"A kiosk without a screen, to be killed"};
    app.add_option("--folder", options.folder)->required();
    app.add_option("--city", options.url)->required();
    app.add_option("--key", options.genesis)->required();
    app.add_option("--poll", options.polls)->required();
    app.add_option("--seed", options.seed);
    app.add_flag("--quiet", options.is_quiet);
    CLI11_PARSE(app, argc, argv);
    if (options.is_quiet) ++stops_asked;
    std::signal(SIGTERM, [](int) { ++stops_asked; });
    Device{options}.run();
    return 0;
}
