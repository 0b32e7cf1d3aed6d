// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/usb/carrier.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "core/domain/idea.h"
#include "kiosk/usb/fake_usb_drive.h"
#include "kiosk/usb/usb_drive_linux.h"
#include "native/files.h"
#include "tests/sim/fake_device.h"

namespace qp::kiosk {

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kScopes{"city", "mitte"};

ops::KeyPair kiosk_key(std::uint64_t seed) {
    SeededRandom random{seed};
    return ops::KeyPair::generate(random);
}

struct Folder {
    Folder() {
        std::string name = (fs::temp_directory_path() / "qp-usb-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    std::string path;
};

// A kiosk that knows its city, and a stick between the two.
struct Errand {
    Errand() {
        publish(1);
        drive.put_in();
        put_return(100);
        REQUIRE(read());
        drive.content.clear();
    }
    void publish(std::uint8_t number) {
        domain::Idea idea;
        idea.id = sim::id_of(number);
        idea.title = "Idee " + std::to_string(number);
        idea.quarter = "mitte";
        idea.steps.push_back({domain::IdeaStatus::collected, sim::kNoon, ""});
        city.publish(static_cast<std::uint8_t>(domain::EntityKind::idea), idea.id, "mitte",
                     domain::encode(idea));
    }
    Bytes snapshot() {
        const std::string file = folder.path + "/city.db";
        fs::remove(file);
        auto content = city.snapshot(kScopes);
        REQUIRE(content->database().copy_to(file));
        return *native::read_bytes(file, 16u << 20);
    }
    void put_return(std::uint64_t version, std::vector<Bytes> answers = {}) {
        const Bytes rest = snapshot();
        const Bytes document =
            city.return_document(pair.public_key(), kScopes, version, std::move(answers), rest);
        Bytes file = ops::encode_return_length(document.size());
        file.insert(file.end(), document.begin(), document.end());
        file.insert(file.end(), rest.begin(), rest.end());
        drive.content[ops::return_file_name(pair.public_key())] = file;
    }
    Result<Written> write() {
        return write_bundles(kiosk.replica(), drive, drive.sticks().at(0), kiosk.clock.at);
    }
    Result<Read> read() {
        return read_returns(kiosk.replica(), drive, drive.sticks().at(0),
                            {city.city().id, folder.path + "/taken.db", kiosk.room});
    }
    std::vector<Bytes> hand_in() {
        std::vector<Bytes> answers;
        for (const auto& [name, file] : drive.content)
            if (name.find(".qpb") != std::string::npos)
                answers.push_back(*city.take_bundle(file, pair.public_key()));
        return answers;
    }
    std::uint32_t ideas() { return kiosk.content.ideas({})->total; }

    Folder folder;
    sim::FakeCity city{1};
    ops::KeyPair pair = kiosk_key(5);
    sim::FakeDevice kiosk{city, {.scopes = kScopes, .enrolled = pair}};
    FakeUsbDrive drive;
};

}  // namespace

TEST_CASE_FIXTURE(Errand, "by stick: out, to the city, and back to \"received\" with what is new") {
    const Id idea = kiosk.save_idea("Bank");
    REQUIRE(kiosk.local.cast(sim::id_of(1), 1, Milliseconds{0}));
    const auto written = write();
    REQUIRE(written);
    CHECK(written->files == 1);
    CHECK(written->contributions == 2);
    CHECK(kiosk.delivery(idea) == store::Delivery::saved);

    publish(2);
    put_return(101, hand_in());
    const auto taken = read();
    REQUIRE(taken);
    CHECK(taken->files == 1);
    CHECK(taken->receipts == 2);
    CHECK(taken->has_taken_content);
    CHECK_FALSE(taken->fault);
    CHECK(kiosk.delivery(idea) == store::Delivery::received);
    CHECK(kiosk.state().waiting == 0);
    CHECK(ideas() == 2);
    CHECK_FALSE(native::exists(folder.path + "/taken.db"));

    const auto again = read();
    REQUIRE(again);
    CHECK(again->is_older);
    CHECK(ideas() == 2);
}

TEST_CASE("a kiosk that does not know its city's keys says so, and writes nothing") {
    sim::FakeCity city{1};
    sim::FakeDevice kiosk{city, {.scopes = kScopes, .enrolled = kiosk_key(5)}};
    FakeUsbDrive drive;
    drive.put_in();
    const auto written =
        write_bundles(kiosk.replica(), drive, drive.sticks().at(0), kiosk.clock.at);
    CHECK(written.error().code == Code::not_found);
    CHECK(drive.content.empty());
}

TEST_CASE_FIXTURE(Errand, "with nothing waiting no file is written") {
    const auto written = write();
    REQUIRE(written);
    CHECK(written->files == 0);
    CHECK(drive.content.empty());
}

TEST_CASE_FIXTURE(Errand, "a stick that is pulled out, full, protected or worn out loses nothing") {
    kiosk.save_idea("Bank");
    const auto fails = [&](Code code) {
        const auto written = write();
        REQUIRE_FALSE(written);
        CHECK(written.error().code == code);
        CHECK(drive.content.empty());
        CHECK(kiosk.state().waiting == 1);
    };
    drive.pull_out_after(100);
    fails(Code::unavailable);
    drive.put_in();
    drive.room = 10;
    fails(Code::no_space);
    drive.room = 1u << 30;
    drive.protect();
    fails(Code::refused);
    drive.pull_out();
    drive.put_in();
    drive.wear_out();
    fails(Code::damaged);
}

TEST_CASE_FIXTURE(Errand, "a return that was cut or changed is said, and its receipts count") {
    kiosk.save_idea("Bank");
    REQUIRE(write());
    publish(2);
    put_return(101, hand_in());
    Bytes& file = drive.content[ops::return_file_name(pair.public_key())];
    const Bytes whole = file;

    file.resize(200);  // within the document
    const auto cut = read();
    REQUIRE(cut);
    CHECK(cut->files == 0);
    CHECK(cut->fault->code == Code::malformed);
    CHECK(kiosk.state().waiting == 1);

    file = whole;
    file.back() ^= 1;  // within the snapshot
    const auto changed = read();
    REQUIRE(changed);
    CHECK(changed->fault->code == Code::bad_signature);
    CHECK_FALSE(changed->has_taken_content);
    CHECK(ideas() == 1);
    CHECK(kiosk.state().waiting == 0);

    file = whole;
    CHECK(read()->has_taken_content);
    CHECK(ideas() == 2);
}

TEST_CASE_FIXTURE(Errand, "rubbish, and what is for others, does not keep the good file away") {
    publish(2);
    put_return(101);
    drive.content["aaa.qpr"] = Bytes(5000, 0xee);
    const Bytes document =
        city.return_document(kiosk_key(6).public_key(), kScopes, 200, {}, Bytes(10, 1));
    Bytes other = ops::encode_return_length(document.size());
    other.insert(other.end(), document.begin(), document.end());
    other.resize(other.size() + 10, 1);
    drive.content["zzz.qpr"] = other;
    const auto taken = read();
    REQUIRE(taken);
    CHECK(taken->files == 1);
    CHECK(taken->others == 1);
    CHECK(taken->fault->code == Code::malformed);
    CHECK(ideas() == 2);
}

TEST_CASE_FIXTURE(Errand, "a kiosk without room for a snapshot says so and keeps what it shows") {
    publish(2);
    put_return(101);
    kiosk.room.free = 1000;
    const auto taken = read();
    REQUIRE(taken);
    CHECK(taken->fault->code == Code::no_space);
    CHECK(ideas() == 1);
}

TEST_CASE("in a folder that stands for a stick: whole files, none where nothing is mounted") {
    Folder folder;
    LinuxUsbDrive unmounted{{folder.path, true}};
    CHECK(unmounted.sticks().empty());
    LinuxUsbDrive drive{{folder.path, false}};
    const auto sticks = drive.sticks();
    REQUIRE(sticks.size() == 1);
    CHECK_FALSE(sticks[0].is_read_only);
    const Bytes bytes(3u << 20, 7);
    REQUIRE(drive.write(sticks[0], "a.qpb", bytes));
    REQUIRE(drive.write(sticks[0], "a.qpb", bytes));
    CHECK(*native::read_bytes(folder.path + "/a.qpb", 4u << 20) == bytes);
    CHECK_FALSE(native::exists(folder.path + "/a.qpb.new"));
    CHECK(drive.files(sticks[0], ".qpb").value() == std::vector<std::string>{"a.qpb"});
    CHECK(drive.files(sticks[0], ".qpr")->empty());

    // Another device lies there by now.
    Stick before = sticks[0];
    before.device += 1;
    CHECK(drive.write(before, "b.qpb", bytes).error().code == Code::unavailable);
    CHECK_FALSE(native::exists(folder.path + "/b.qpb"));
    CHECK(drive.files(before, ".qpb").error().code == Code::unavailable);
}

}  // namespace qp::kiosk
