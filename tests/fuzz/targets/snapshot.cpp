// SPDX-License-Identifier: EUPL-1.2
// A foreign SQLite file as a snapshot, given to a device with stores of its own on disks in memory.
// The first byte chooses: 0, the input is the file; else a real snapshot, changed in places that
// the input lists (offset u32, length u8, bytes).
#include "core/base/seeded_random.h"
#include "core/domain/idea.h"
#include "core/replica/replica.h"
#include "tests/fuzz/city.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"
#include "tests/sim/disk/disk_vfs.h"

using namespace qp;
using namespace qp::fuzz;
using domain::EntityKind;

namespace {

constexpr Instant kNow{Milliseconds{1795444325000}};
constexpr std::size_t kFileBytesMax = 4u << 20;

class StillClock final : public Clock {
public:
    Instant now() override { return kNow; }
};

class MuchRoom final : public store::Room {
public:
    std::uint64_t free_bytes() override { return std::uint64_t{1} << 40; }
};

using Files = std::map<std::string, Bytes>;

// A machine with these files, while it lives. Everything on it repeats.
struct Machine {
    explicit Machine(const Files& files) {
        disk.install(files);
        vfs.add("kiosk", disk);
    }
    Result<store::Content> content(const std::string& name) {
        return store::Content::open("kiosk/" + name);
    }
    Result<store::Local> local() {
        return store::Local::open("kiosk/local.db", store::DeviceKind::kiosk, random, clock, room);
    }

    StillClock clock;
    SeededRandom random{7};
    MuchRoom room;
    sim::Disk disk{1};
    sim::DiskVfs vfs{clock, random};
};

domain::Idea idea_called(std::uint8_t number, const std::string& title) {
    domain::Idea idea;
    idea.id.bytes[0] = number;
    idea.title = title;
    idea.text = "Mit Lehne, im Schatten.";
    idea.quarter = "mitte";
    idea.language = "de";
    idea.steps = {{domain::IdeaStatus::collected, kNow, ""}};
    return idea;
}

void publish(store::Content& content, const domain::Idea& idea) {
    const Bytes payload = encode(idea);
    const auto seq =
        content.publish(EntityKind::idea, idea.id, idea.quarter, 1, BytesView{payload});
    hold(seq.has_value(), "the base is sound");
}

const Id kHeldIdea = idea_called(1, "").id;

// What each run starts from: a device that holds an idea, and a snapshot of a city with two.
struct Base {
    Files device;
    Bytes snapshot;

    Base() {
        Machine machine{{}};
        {
            auto content = machine.content("content.db");
            auto local = machine.local();
            hold(content && local && local->set_city(fuzzed_city().keys), "the base is sound");
            publish(*content, idea_called(1, "Held already"));
            auto city = machine.content("city.db");
            publish(*city, idea_called(2, "Benches"));
            publish(*city, idea_called(3, "Lamps"));
            hold(city->finish_rebuild(Bytes{0xca, 0xfe}).has_value(), "the base is sound");
            hold(city->database().copy_to("kiosk/snapshot.db").has_value(), "the base is sound");
        }
        for (auto& [name, bytes] : machine.disk.files()) {
            if (name == "content.db" || name == "local.db") device[name] = bytes;
            if (name == "snapshot.db") snapshot = bytes;
        }
        hold(device.size() == 2 && !snapshot.empty(), "the base is sound");
    }
};

Bytes file_of(BytesView input, const Bytes& snapshot) {
    Pieces pieces{input};
    if (pieces.u8() == 0) {
        const BytesView file = pieces.rest();
        return {file.begin(), file.end()};
    }
    Bytes file = snapshot;
    while (!pieces.is_empty()) {
        const std::size_t offset = pieces.u32() % kFileBytesMax;
        const BytesView bytes = pieces.short_bytes();
        if (bytes.empty()) {
            file.resize(offset);  // cut, or longer by zeros
            continue;
        }
        if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size());
        std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    return file;
}

// A replica that has asked for a snapshot.
void ask_for_snapshot(replica::Replica& replica) {
    for (int exchanges = 0; exchanges < 3; ++exchanges) {
        const auto request = replica.next(kNow);
        hold(request && *request, "a device without a cursor asks");
        if ((*request)->lane == replica::Lane::snapshot) return;
        replica::Answer answer;
        answer.status = 200;
        answer.body = fuzzed_city().keys.bytes;
        hold(replica.on_answer(answer, kNow).has_value(), "the city's keys are taken");
    }
    hold(false, "a device without a cursor asks for a snapshot");
}

void read_everything(store::Content& content) {
    store::IdeaQuery query;
    query.limit = 1000;
    hold(content.ideas(query).has_value(), "ideas can be listed");
    query.text = "bench";
    hold(content.ideas(query).has_value(), "ideas can be searched");
    hold(content.actors({}).has_value() && content.projects({}).has_value(), "others, too");
    hold(content.mood_sessions(kNow).has_value(), "sessions can be listed");
    hold(content.stations().has_value() && content.latest().has_value(), "so can sensors");
    hold(content.database().check().has_value(), "the device's own file is sound");
}

}  // namespace

QP_FUZZ_TARGET(snapshot) {
    static const Base base;
    Files files = base.device;
    files["foreign.db"] = file_of(input, base.snapshot);
    Machine machine{files};
    auto content = machine.content("content.db");
    auto local = machine.local();
    hold(content && local, "the device starts");
    replica::Options options;
    options.scopes = {"city", "mitte"};
    options.city = fuzzed_city().city.id;
    replica::Replica replica{*content, *local, machine.random, options};
    ask_for_snapshot(replica);

    auto foreign = machine.content("foreign.db");
    if (!foreign) return;
    const auto cursor = foreign->cursor();
    if (replica.take_snapshot(*foreign, kNow)) {
        const auto held = content->cursor();
        hold(cursor && held && same(*cursor, *held), "content and cursor come together");
    } else {
        const auto idea = content->idea(kHeldIdea);
        hold(idea && *idea, "what is held stays to be seen until a snapshot is complete");
    }
    read_everything(*content);
}
