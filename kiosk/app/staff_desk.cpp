// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/staff_desk.h"

#include <spdlog/spdlog.h>

#include <cstdlib>
#include <filesystem>
#include <mutex>

#include "native/logging.h"

namespace qp::kiosk::app {
namespace {

constexpr double kLookAtSticksEvery = 1;
constexpr std::uint32_t kRetriedAtOnce = 1000;
constexpr const char* kEvent = "stand.event";
constexpr const char* kMood = "stand.mood";
constexpr const char* kPoster = "stand.poster";
constexpr const char* kOn = "on";

views::StandState stand_from(store::Local& local) {
    const auto word = [&local](const char* key) {
        const auto kept = local.setting(key);
        return kept && *kept ? **kept : std::string{};
    };
    return {word(kEvent), word(kMood), word(kPoster) == kOn};
}

// What an errand found, as the screen tells it.
struct Told {
    views::StickAct doing = views::StickAct::none;
    views::StickAct done = views::StickAct::none;
    std::string fault;
    std::uint32_t contributions = 0;
    std::uint32_t files = 0;
    bool has_receipts = false;
    bool has_taken_content = false;
    bool is_older = false;
    std::uint64_t content_version = 0;
};

std::string stick_name(const Stick& stick) {
    return std::filesystem::path{stick.folder}.filename().string();
}

void note_fault(const char* what, const Error& error, Told& told) {
    spdlog::warn("stick: {}: {}", what, native::describe(error));
    told.fault = name(error.code);
}

void tell(const Result<Written>& written, Told& told) {
    if (!written) return note_fault("not written", written.error(), told);
    told.contributions = written->contributions;
    told.files = written->files;
    spdlog::info("stick: {} contributions in {} files", told.contributions, told.files);
}

void tell(const Result<Read>& read, Told& told) {
    if (!read) return note_fault("not read", read.error(), told);
    told.files = read->files;
    told.has_receipts = read->receipts > 0;
    told.has_taken_content = read->has_taken_content;
    told.is_older = read->is_older;
    if (read->fault) note_fault("a file was not wholly used", *read->fault, told);
    spdlog::info("stick: {} returns, {} receipts, content {}", read->files, read->receipts,
                 read->has_taken_content ? "taken" : "left");
}

}  // namespace

// Lives as long as either thread needs it: the desk may be gone before a slow stick is done.
struct StaffDesk::Errand {
    std::mutex mutex;
    Told told;  // guarded by mutex

    Told read() {
        const std::lock_guard lock{mutex};
        return told;
    }
    void write(Told made) {
        const std::lock_guard lock{mutex};
        told = std::move(made);
    }
};

StaffDesk::StaffDesk(Parts parts, std::string pin_hash, double now)
    : parts_{std::move(parts)},
      gate_{std::move(pin_hash), parts_.local, now},
      errand_{std::make_shared<Errand>()},
      stand_{stand_from(parts_.local)} {
    if (parts_.post)
        parts_.post([errand = errand_](replica::Replica& replica) {
            Told told = errand->read();
            told.content_version = replica.return_version().value_or(0);
            errand->write(std::move(told));
        });
    renew(now);
}

StaffDesk::~StaffDesk() = default;

bool StaffDesk::is_working() const {
    return errand_->read().doing != views::StickAct::none;
}

void StaffDesk::carry_out(const screens::Staff& act, double now) {
    using screens::StaffAct;
    if (act.act == StaffAct::digit) gate_.type(act.value, now);
    if (act.act == StaffAct::erase) gate_.erase();
    if (act.act == StaffAct::enter) gate_.enter(now);
    if (gate_.is_open()) {
        if (act.act == StaffAct::write) start(views::StickAct::writing);
        if (act.act == StaffAct::read) start(views::StickAct::reading);
        if (act.act == StaffAct::retry) retry(act.value);
        if (act.act == StaffAct::retry_all) retry_all();
        test(act);
        choose(act);
    }
    renew(now);
}

void StaffDesk::start(views::StickAct act) {
    sticks_ = parts_.drive->sticks();
    Told told = errand_->read();
    if (told.doing != views::StickAct::none) return;
    const std::uint64_t version = told.content_version;
    told = Told{};
    told.content_version = version;
    if (!parts_.post || sticks_.empty()) {
        told.done = act;
        told.fault = name(parts_.post ? Code::unavailable : Code::storage);
        return errand_->write(std::move(told));
    }
    told.doing = act;
    errand_->write(told);
    parts_.post([act, told, errand = errand_, drive = parts_.drive, stick = sticks_.front(),
                 place = ReadPlace{parts_.city, parts_.snapshot_path, parts_.room},
                 now = parts_.clock.now()](replica::Replica& replica) mutable {
        if (act == views::StickAct::writing)
            tell(write_bundles(replica, *drive, stick, now), told);
        else
            tell(read_returns(replica, *drive, stick, place), told);
        told.doing = views::StickAct::none;
        told.done = act;
        told.content_version = replica.return_version().value_or(0);
        errand->write(std::move(told));
    });
}

void StaffDesk::retry(const std::string& id) {
    const auto bytes = from_hex(id);
    const auto hash = bytes ? to_array<32>(*bytes) : std::nullopt;
    if (!hash) return;
    if (auto done = parts_.local.retry(*hash); !done) {
        spdlog::warn("not tried again: {}", native::describe(done.error()));
        return;
    }
    parts_.on_saved();
}

void StaffDesk::retry_all() {
    const auto refused = parts_.local.refused(kRetriedAtOnce);
    if (!refused) return;
    for (const store::RefusedContribution& one : *refused) retry(to_hex(one.hash));
}

// Each test begins with a glass that has not answered yet.
void StaffDesk::test(const screens::Staff& act) {
    using screens::StaffAct;
    if (act.act == StaffAct::test) {
        is_testing_ = true;
        touched_ = 0;
    }
    if (act.act == StaffAct::end_test) is_testing_ = false;
    if (act.act != StaffAct::touch || !is_testing_) return;
    const auto field = std::strtoul(act.value.c_str(), nullptr, 10);
    if (field < views::kTestFields) touched_ |= std::uint64_t{1} << field;
}

void StaffDesk::choose(const screens::Staff& act) {
    using screens::StaffAct;
    if (act.act == StaffAct::choose_event) keep(kEvent, stand_.event, act.value);
    if (act.act == StaffAct::choose_mood) keep(kMood, stand_.mood, act.value);
    if (act.act != StaffAct::poster) return;
    std::string word;
    keep(kPoster, word, act.value);
    stand_.has_poster = word == kOn;
}

// On a full disk the choice holds until the next start, which is better than none.
void StaffDesk::keep(const char* key, std::string& choice, const std::string& value) {
    choice = value;
    if (auto kept = parts_.local.set_setting(key, value); !kept)
        spdlog::warn("{} is not kept: {}", key, native::describe(kept.error()));
}

std::uint64_t StaffDesk::content_version() const {
    return errand_->read().content_version;
}

bool StaffDesk::look(double now) {
    const views::StaffState before = state_;
    if (now - sticks_at_ >= kLookAtSticksEvery && !is_working()) {
        sticks_at_ = now;
        sticks_ = parts_.drive->sticks();
    }
    renew(now);
    return !(state_ == before);
}

void StaffDesk::renew(double now) {
    const Told told = errand_->read();
    state_.has_pin = gate_.has_pin();
    state_.is_open = gate_.is_open();
    state_.digits = gate_.digits();
    state_.is_wrong = gate_.was_wrong();
    state_.wait_seconds = gate_.wait_seconds(now);
    state_.has_network = parts_.has_network;
    state_.kiosk_key = parts_.kiosk_key;
    state_.content_version = told.content_version;
    state_.sticks.clear();
    for (const Stick& stick : sticks_) state_.sticks.push_back(stick_name(stick));
    state_.is_read_only = !sticks_.empty() && sticks_.front().is_read_only;
    state_.doing = told.doing;
    state_.done = told.done;
    state_.fault = told.fault;
    state_.contributions = told.contributions;
    state_.files = told.files;
    state_.has_receipts = told.has_receipts;
    state_.has_taken_content = told.has_taken_content;
    state_.is_older = told.is_older;
    state_.is_testing = is_testing_;
    state_.touched = touched_;
    state_.stand = stand_;
    state_.log.clear();
    if (gate_.is_open() && parts_.log) state_.log = parts_.log();
}

}  // namespace qp::kiosk::app
