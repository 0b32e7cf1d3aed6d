// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/staff_desk.h"

#include <doctest/doctest.h>

#include <deque>

#include "core/views/test_store.h"
#include "kiosk/usb/fake_usb_drive.h"
#include "native/pin.h"

namespace qp::kiosk::app {
namespace {

using screens::StaffAct;

// A desk whose sync thread does its jobs when told.
struct Office {
    Office() {
        open();
        drive->put_in();
    }
    void open() {
        replica::Options options;
        options.scopes = {"city"};
        options.city = store.city.city().id;
        SeededRandom random{3};
        options.enrolled = ops::KeyPair::generate(random);
        replica.emplace(store.content, store.local, store.random, options);
        desk.emplace(StaffDesk::Parts{store.local, drive, store.city.city().id, "/nowhere",
                                      store.disk, store.clock, "abcd", false,
                                      [this](auto job) { jobs.push_back(std::move(job)); },
                                      [this] { ++saves; }, [this] { return log; }},
                     hash(), 0);
        work();
    }
    static const std::string& hash() {
        static const std::string made = *native::hash_pin("271828");
        return made;
    }
    void log_in() {
        for (const char digit : std::string{"271828"})
            desk->carry_out({StaffAct::digit, std::string(1, digit)}, 1);
        desk->carry_out({StaffAct::enter, {}}, 1);
        REQUIRE(desk->state().is_open);
    }
    void save_idea() {
        domain::IdeaDraft draft;
        draft.title = "Bank";
        draft.quarter = "mitte";
        REQUIRE(store.local.save_idea(draft));
    }
    void work() {
        while (!jobs.empty()) {
            const auto job = std::move(jobs.front());
            jobs.pop_front();
            job(*replica);
        }
    }
    void act(StaffAct what, const std::string& value = {}) { desk->carry_out({what, value}, 2); }

    views::TestStore store{store::DeviceKind::kiosk};
    std::shared_ptr<FakeUsbDrive> drive = std::make_shared<FakeUsbDrive>();
    std::optional<replica::Replica> replica;
    std::deque<std::function<void(replica::Replica&)>> jobs;
    int saves = 0;
    std::vector<views::StaffLogLine> log{{1, "warning", "no speech"}};
    std::optional<StaffDesk> desk;
};

}  // namespace

TEST_CASE_FIXTURE(Office, "behind the gate nothing is written, read or tried again") {
    save_idea();
    for (const StaffAct act : {StaffAct::write, StaffAct::read, StaffAct::retry_all})
        desk->carry_out({act, {}}, 1);
    CHECK(jobs.empty());
    CHECK(drive->content.empty());
    CHECK(saves == 0);
}

TEST_CASE_FIXTURE(Office, "writing is under way until the stick has it, and is told then") {
    save_idea();
    log_in();
    act(StaffAct::write);
    CHECK(desk->is_working());
    CHECK(desk->state().doing == views::StickAct::writing);
    act(StaffAct::write);  // twice is once
    CHECK(jobs.size() == 1);
    work();
    CHECK(desk->look(3));
    CHECK_FALSE(desk->is_working());
    CHECK(desk->state().done == views::StickAct::writing);
    CHECK(desk->state().contributions == 1);
    CHECK(desk->state().fault.empty());
    CHECK(drive->content.size() == 1);
    CHECK(store.local.counts()->waiting == 1);
}

TEST_CASE_FIXTURE(Office, "a stick that is pulled out in mid-write is told by its code") {
    save_idea();
    log_in();
    drive->pull_out_after(10);
    act(StaffAct::write);
    work();
    desk->look(10);
    CHECK(desk->state().fault == "unavailable");
    CHECK(desk->state().sticks.empty());
    CHECK(store.local.counts()->waiting == 1);
    act(StaffAct::write);  // still none
    CHECK(jobs.empty());
    CHECK(desk->state().fault == "unavailable");
    drive->put_in();
    act(StaffAct::write);
    work();
    desk->look(20);
    CHECK(desk->state().fault.empty());
    CHECK(desk->state().contributions == 1);
}

TEST_CASE_FIXTURE(Office, "what is tried again goes out with what waits") {
    save_idea();
    const auto waiting = store.local.unsent(9, 1 << 20);
    const auto batch = ops::decode_own_batch(waiting->front().batch, store.city.city());
    ops::PushReceipt receipt;
    receipt.batches = {{batch->author,
                        batch->epoch,
                        1,
                        batch->head(),
                        {{ops::Outcome::Kind::rejected, 0, "refused"}}}};
    REQUIRE(store.local.mark(receipt));
    log_in();
    const std::string id = to_hex(store.local.refused(1)->front().hash);
    act(StaffAct::retry, "rubbish");
    CHECK(saves == 0);
    act(StaffAct::retry, id);
    CHECK(saves == 1);
    CHECK(store.local.counts()->waiting == 1);
    REQUIRE(store.local.mark(receipt));
    act(StaffAct::retry_all);
    CHECK(store.local.counts()->refused == 0);
}

TEST_CASE_FIXTURE(Office, "what is chosen for an event outlives a restart, and needs the PIN") {
    const std::string event = views::id_of(80).hex();
    act(StaffAct::choose_event, event);
    CHECK(desk->stand() == views::StandState{});
    log_in();
    act(StaffAct::choose_event, event);
    act(StaffAct::choose_mood, views::id_of(90).hex());
    act(StaffAct::poster, "on");
    open();
    CHECK(desk->stand() == views::StandState{event, views::id_of(90).hex(), true});
    log_in();
    act(StaffAct::choose_event, "");
    act(StaffAct::poster, "");
    open();
    CHECK(desk->stand() == views::StandState{"", views::id_of(90).hex(), false});
}

TEST_CASE_FIXTURE(Office, "the log is for the team alone") {
    CHECK(desk->state().log.empty());
    log_in();
    CHECK(desk->state().log == log);
    desk->close();
    desk->look(5);
    CHECK(desk->state().log.empty());
}

TEST_CASE_FIXTURE(Office, "sticks are looked for once a second, and the gate closes behind one") {
    log_in();
    CHECK(desk->look(2));
    CHECK(desk->state().sticks == std::vector<std::string>{"stick"});
    drive->pull_out();
    CHECK_FALSE(desk->look(2.5));
    CHECK(desk->look(3.1));
    CHECK(desk->state().sticks.empty());
    desk->close();
    CHECK(desk->look(3.2));
    CHECK_FALSE(desk->state().is_open);
}

}  // namespace qp::kiosk::app
