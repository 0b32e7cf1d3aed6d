// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/program/serve.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <atomic>
#include <iostream>
#include <thread>

#include "native/disk_room.h"
#include "native/files.h"
#include "native/stop_signal.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/city/api/city_api.h"
#include "sync/city/http/problem.h"
#include "sync/city/http/server.h"
#include "sync/city/ingest/sources.h"
#include "sync/city/opendata/open_data.h"
#include "sync/city/site/city_map.h"
#include "sync/city/site/first_view.h"
#include "sync/city/site/security_headers.h"
#include "sync/city/site/static_files.h"
#include "sync/city/storage/reader.h"
#include "sync/city/storage/snapshot_store.h"
#include "sync/city/storage/storage.h"
#include "sync/city/storage/unusable_files.h"

namespace qp::city::program {

namespace {

using http::Reply;
using http::Request;

// Everything that runs, in the order in which it must come to an end (last made, first ended).
struct City {
    native::SystemClock clock;
    native::SystemRandom random;
    native::DiskRoom room;
    std::unique_ptr<storage::KeyRing> keys;
    std::unique_ptr<http::Server> server;
    std::unique_ptr<storage::SnapshotStore> snapshots;  // made after storage, which tells it
    std::atomic<storage::SnapshotStore*> told_of_changes{nullptr};
    std::unique_ptr<storage::Storage> storage;
    std::unique_ptr<storage::Reader> reader;
    std::unique_ptr<api::CityApi> api;
    std::unique_ptr<opendata::OpenData> open_data;
    std::optional<site::CityMap> map;
    std::unique_ptr<site::StaticFiles> files;
    std::unique_ptr<site::FirstView> first_view;

    explicit City(const std::string& data_dir) : room{data_dir} {}
    Status open(const CityConfig& config);
    void handle(Request request, Reply reply);
};

// What is lost until somebody acts is said here: residents' entries come again by themselves.
void say_kept_aside(const storage::DataFiles& paths, const storage::KeptAside& file) {
    spdlog::error("{} cannot be used ({}); kept as {}, a new one begins", file.path,
                  native::describe(file.why), file.aside);
    if (file.path == paths.content)
        spdlog::error("nothing is public now: put back a backup, or import and publish again");
    else
        spdlog::warn("devices bring again what they have had receipts for");
}

Status City::open(const CityConfig& config) {
    if (auto made = native::make_folder(config.data_dir); !made) return made;
    auto outlines = site::CityMap::open(config.map_file, config.map_attribution);
    if (!outlines) return fail(outlines.error());
    map = std::move(*outlines);
    const storage::DataFiles paths{config.data_dir};
    if (!native::exists(paths.keys + "/city-keys.cbor")) {
        auto made = storage::KeyStore::create(paths.keys, config.name, random, clock.now());
        if (!made) return fail(made.error());
        spdlog::warn("made new city keys in {}: put genesis.key into a safe", paths.keys);
    }
    auto ring = storage::KeyRing::open(paths.keys);
    if (!ring) return fail(ring.error());
    keys = std::move(*ring);

    http::Site site;
    site.headers = site::security_headers();
    site.body_bytes_max = [](const std::string& method, const std::string& path) {
        return api::CityApi::body_bytes_max(method, path);
    };
    site.handle = [this](Request request, Reply reply) {
        handle(std::move(request), std::move(reply));
    };
    // Pages and files are for everybody; what costs the databases something is counted.
    site.is_limited = [](const std::string& path) {
        return path.compare(0, 5, "/api/") == 0 || site::FirstView::is_view_model(path);
    };
    auto listening = http::Server::listen(config.address, config.port, config.limits, site);
    if (!listening) return fail(listening.error());
    server = std::move(*listening);

    const auto kept = storage::keep_unusable_aside(paths, clock.now());
    if (!kept) return fail(kept.error());
    for (const storage::KeptAside& file : *kept) say_kept_aside(paths, file);

    auto opened = storage::Storage::open(
        paths, {clock, random, room},
        [this](std::uint64_t seq) {
            server->announce(seq);
            if (storage::SnapshotStore* made = told_of_changes) made->let_go_of_erased();
        },
        storage::Threads::own, config.polls);
    if (!opened) return fail(opened.error());
    storage = std::move(*opened);
    auto reading = storage::Reader::open(paths.content);
    if (!reading) return fail(reading.error());
    reader = std::move(*reading);
    auto snapshotting =
        storage::SnapshotStore::open(paths.snapshots, paths.content, storage->epoch());
    if (!snapshotting) return fail(snapshotting.error());
    snapshots = std::move(*snapshotting);
    told_of_changes = snapshots.get();

    api = std::make_unique<api::CityApi>(
        api::CityApi::Parts{clock, *keys, *storage, *reader, *snapshots, config.polls});
    open_data = std::make_unique<opendata::OpenData>(opendata::OpenData::Parts{
        clock, *reader, config.opendata_licence, config.opendata_publisher});
    files = std::make_unique<site::StaticFiles>(config.app_dir);
    first_view = std::make_unique<site::FirstView>(site::FirstView::Parts{
        clock,
        [this] {
            auto current = keys->current();
            return std::shared_ptr<const ops::CityKeys>{current, &current->list()};
        },
        *reader, *files});
    return {};
}

void City::handle(Request request, Reply reply) {
    if (api::CityApi::is_mine(request.path))
        return api->handle(std::move(request), std::move(reply));
    if (request.method != "GET")
        return reply(http::problem(405, "method_not_allowed", "").set("Allow", "GET, HEAD"));
    if (opendata::OpenData::is_mine(request.path)) return open_data->handle(request, reply);
    if (site::CityMap::is_mine(request.path)) return reply(map->answer(request));
    if (request.path != "/")
        if (auto file = files->find(request)) return reply(std::move(*file));
    if (site::FirstView::is_view_model(request.path))
        return first_view->handle_view_model(request, reply);
    if (site::FirstView::is_view(request)) return first_view->handle(request, reply);
    reply(http::problem(404, name(Code::not_found), "no such file"));
}

}  // namespace

int serve(const CityConfig& config) {
    native::StopSignal stop;
    City city{config.data_dir};
    if (auto opened = city.open(config); !opened) {
        spdlog::error("{}", native::describe(opened.error()));
        return 1;
    }
    ingest::Sources sources{*city.storage, city.clock};
    for (const ingest::SensorThingsSource& source : config.sensorthings) sources.add(source);
    for (const ingest::UbaSource& source : config.uba) sources.add(source);

    std::thread waiting{[&] {
        stop.wait();
        city.server->stop();
    }};
    // The socket listens already: whoever reads this line may connect.
    std::cout << "ready http://" << config.address << ":" << city.server->port() << std::endl;
    city.server->run(config.threads);
    waiting.join();
    spdlog::info("stopping");
    return 0;
}

}  // namespace qp::city::program
