// SPDX-License-Identifier: EUPL-1.2
// A kiosk's program without its screen: its own stores on the test's thread, the runner on another.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "core/ops/pull.h"
#include "native/disk_room.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/client/runner.h"

namespace qp::client_city {

template <class Condition>
bool becomes_true(Condition condition, std::chrono::milliseconds at_most) {
    const auto until = std::chrono::steady_clock::now() + at_most;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return true;
}

class RunnerDevice {
public:
    RunnerDevice(const ops::City& city, const std::string& url,
                 std::optional<ops::KeyPair> enrolled = std::nullopt,
                 Milliseconds pull_every = replica::Options{}.pull_every)
        : RunnerDevice{city,       url,     std::move(enrolled),
                       pull_every, nullptr, store::DeviceKind::kiosk} {}
    // `disk_of`: begins with what is stored there, as a copied or restored disk does.
    RunnerDevice(const ops::City& city, const std::string& url,
                 std::optional<ops::KeyPair> enrolled, Milliseconds pull_every,
                 const RunnerDevice* disk_of, store::DeviceKind kind) {
        std::string name = (std::filesystem::temp_directory_path() / "qp-runner-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder_ = name;
        if (disk_of != nullptr)
            std::filesystem::copy(disk_of->folder_, folder_,
                                  std::filesystem::copy_options::recursive);
        options_.kind = kind;
        options_.city = {url, ""};
        options_.content_path = (folder_ / "content.db").string();
        options_.local_path = (folder_ / "local.db").string();
        options_.snapshot_path = (folder_ / "snapshot.db").string();
        options_.replica.scopes = {"city", "mitte"};
        options_.replica.city = city.id;
        options_.replica.enrolled = std::move(enrolled);
        options_.replica.pull_every = pull_every;
        options_.replica.retry_min = Milliseconds{100};
        options_.replica.retry_max = Milliseconds{500};
        options_.replica.gap_min = Milliseconds{100};
        options_.replica.gap_max = Milliseconds{300};
        auto content = store::Content::open(options_.content_path);
        REQUIRE(content);
        content_.emplace(std::move(*content));
        auto local = store::Local::open(options_.local_path, options_.kind, random_, clock_, room_);
        REQUIRE(local);
        local_.emplace(std::move(*local));
    }
    ~RunnerDevice() {
        runner_.reset();
        local_.reset();
        content_.reset();
        std::filesystem::remove_all(folder_);
    }

    void start() {
        auto runner = client::Runner::start(options_);
        REQUIRE(runner);
        runner_ = std::move(*runner);
    }
    void stop() { runner_.reset(); }
    client::RunnerState state() { return runner_->state(); }
    void post(client::Runner::Job job) { runner_->post(std::move(job)); }
    bool has_city() {
        auto keys = local_->city();
        return keys && *keys;
    }
    // From its next start on.
    void follow(std::vector<std::string> scopes) { options_.replica.scopes = std::move(scopes); }
    Id save_idea(const std::vector<Bytes>& photos = {}, const char* quarter = "mitte") {
        domain::IdeaDraft draft;
        draft.title = "Mehr Licht";
        draft.quarter = quarter;
        auto saved = local_->save_idea(draft, photos);
        REQUIRE_MESSAGE(saved, saved.error().detail);
        if (runner_) runner_->saved_something();
        return saved->id();
    }
    void withdraw(const Id& idea) {
        REQUIRE(local_->withdraw_idea(idea));
        if (runner_) runner_->saved_something();
    }
    bool is_received(const Id& idea) {
        auto own = local_->own_idea(idea);
        return own && *own && (*own)->delivery == store::Delivery::received;
    }
    bool is_at_relay(const Id& idea) {
        auto own = local_->own_idea(idea);
        return own && *own && (*own)->delivery == store::Delivery::at_relay;
    }
    // Another person at the same kiosk.
    void cast_as_somebody_new(const Id& poll, std::uint8_t choice) {
        REQUIRE(local_->new_session());
        REQUIRE(local_->cast(poll, choice, Milliseconds{0}));
        if (runner_) runner_->saved_something();
    }
    std::optional<std::uint32_t> supports(const Id& poll) {
        auto tally = content_->tally(poll);
        if (!tally || !*tally) return std::nullopt;
        return (*tally)->total();
    }
    std::optional<domain::Tally> tally(const Id& poll) {
        auto tally = content_->tally(poll);
        return tally ? *tally : std::nullopt;
    }
    // Why an idea did not become public; empty while nothing is known.
    std::string notice(const Id& idea) {
        auto notice = content_->idea_notice(idea);
        return notice && *notice ? (*notice)->reason : "";
    }
    std::optional<store::Change> held(domain::EntityKind kind, const Id& id) {
        auto found = content_->entity(kind, id);
        return found ? *found : std::nullopt;
    }
    std::size_t ideas() {
        auto found = content_->ideas({});
        return found ? found->total : 0;
    }
    // As a program would that made another form of cursor. While it is stopped.
    void set_cursor_schema(int by) {
        auto cursor = ops::decode_cursor(*content_->cursor());
        REQUIRE(cursor);
        cursor->schema = static_cast<std::uint8_t>(cursor->schema + by);
        REQUIRE(content_->apply({}, ops::encode(*cursor)));
    }
    bool shows(const Id& idea) {
        auto found = content_->idea(idea);
        return found && *found;
    }

private:
    native::SystemRandom random_;
    native::SystemClock clock_;
    native::DiskRoom room_{"/tmp"};
    std::filesystem::path folder_;
    client::RunnerOptions options_;
    std::optional<store::Content> content_;
    std::optional<store::Local> local_;
    std::unique_ptr<client::Runner> runner_;
};

}  // namespace qp::client_city
