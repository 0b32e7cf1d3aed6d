// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/program/relay.h"

#include <spdlog/spdlog.h>

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
#include "sync/city/relay/relay.h"
#include "sync/city/site/city_map.h"
#include "sync/city/site/first_view.h"
#include "sync/city/site/security_headers.h"
#include "sync/city/site/static_files.h"

namespace qp::city::program {

namespace {

using http::Reply;
using http::Request;

constexpr auto kExpiresSoon = std::chrono::hours{14 * 24};

int failed(const Error& error) {
    std::cerr << native::describe(error) << "\n";
    return 1;
}

std::string certificate_path(const RelayConfig& config) {
    return config.certificate.empty() ? relay::RelayFiles{config.data_dir}.certificate
                                      : config.certificate;
}

Result<ops::KeyPair> key_of(const RelayConfig& config) {
    if (auto made = native::make_folder(config.data_dir); !made) return fail(made.error());
    native::SystemRandom random;
    return relay::relay_key_or_new(relay::RelayFiles{config.data_dir}.key, random);
}

Result<relay::RelayKey> enrolled_key(const RelayConfig& config, Instant now) {
    const auto own = key_of(config);
    if (!own) return fail(own.error());
    const std::string path = certificate_path(config);
    auto certificate = relay::read_certificate(path, config.city, own->public_key());
    if (!certificate && certificate.error().code == Code::not_found)
        return fail(Code::refused, "no certificate at " + path +
                                       ": have the city's office run\n  " +
                                       "quartierpuls-city enroll " + to_hex(own->public_key()) +
                                       " --name NAME --out relay.cert");
    if (!certificate) return fail(certificate.error());
    if (!certificate->is_valid_at(now))
        spdlog::error(
            "the certificate is not valid now (until {}): devices keep what they bring, but will "
            "not believe that it was accepted",
            to_iso(certificate->not_after));
    else if (now + kExpiresSoon >= certificate->not_after)
        spdlog::warn("the certificate ends at {}", to_iso(certificate->not_after));
    return relay::RelayKey{*own, std::move(*certificate)};
}

relay::UplinkOptions uplink_options(const RelayConfig& config) {
    relay::UplinkOptions up{config.data_dir};
    up.city = config.upstream;
    up.city_id = config.city;
    up.scopes = config.scopes;
    up.keep = config.keep;
    return up;
}

// Everything that runs, in the order in which it must come to an end (last made, first ended).
struct Stand {
    native::SystemClock clock;
    native::SystemRandom random;
    native::DiskRoom room;
    std::unique_ptr<http::Server> server;
    std::unique_ptr<relay::Relay> relay;
    std::optional<site::CityMap> map;
    std::unique_ptr<site::StaticFiles> files;
    std::unique_ptr<site::FirstView> first_view;

    explicit Stand(const std::string& data_dir) : room{data_dir} {}
    Status open(const RelayConfig& config);
    void handle(Request request, const Reply& reply);
};

Status Stand::open(const RelayConfig& config) {
    auto key = enrolled_key(config, clock.now());
    if (!key) return fail(key.error());
    http::Site site;
    site.headers = site::security_headers();
    site.body_bytes_max = api::CityApi::body_bytes_max;
    site.handle = [this](Request request, const Reply& reply) {
        handle(std::move(request), reply);
    };
    auto listening = http::Server::listen(config.address, config.port, config.limits, site);
    if (!listening) return fail(listening.error());
    server = std::move(*listening);
    auto opened = relay::Relay::open(uplink_options(config), std::move(*key), {clock, random, room},
                                     [this](std::uint64_t seq) { server->announce(seq); });
    if (!opened) return fail(opened.error());
    relay = std::move(*opened);
    auto outlines = site::CityMap::open(config.map_file, config.map_attribution);
    if (!outlines) return fail(outlines.error());
    map = std::move(*outlines);
    files = std::make_unique<site::StaticFiles>(config.app_dir);
    first_view = std::make_unique<site::FirstView>(site::FirstView::Parts{
        clock, [this] { return relay->city().keys(); }, relay->reader(), *files});
    return {};
}

void Stand::handle(Request request, const Reply& reply) {
    if (api::CityApi::is_mine(request.path)) return relay->api().handle(std::move(request), reply);
    if (request.method != "GET")
        return reply(http::problem(405, "method_not_allowed", "").set("Allow", "GET, HEAD"));
    if (site::CityMap::is_mine(request.path)) return reply(map->answer(request));
    if (request.path != "/")
        if (auto file = files->find(request)) return reply(std::move(*file));
    if (site::FirstView::is_view_model(request.path))
        return first_view->handle_view_model(request, reply);
    if (site::FirstView::is_view(request)) return first_view->handle(request, reply);
    reply(http::problem(404, name(Code::not_found), "no such file"));
}

}  // namespace

int serve_relay(const RelayConfig& config) {
    native::StopSignal stop;
    Stand stand{config.data_dir};
    if (auto opened = stand.open(config); !opened) {
        spdlog::error("{}", native::describe(opened.error()));
        return 1;
    }
    std::thread waiting{[&] {
        stop.wait();
        stand.server->stop();
    }};
    // The socket listens already: whoever reads this line may connect.
    std::cout << "ready http://" << config.address << ":" << stand.server->port() << std::endl;
    stand.server->run(config.threads);
    waiting.join();
    spdlog::info("stopping");
    return 0;
}

int print_relay_key(const RelayConfig& config) {
    const auto key = key_of(config);
    if (!key) return failed(key.error());
    std::cout << "relay " << to_hex(key->public_key()) << std::endl;
    return 0;
}

int print_relay_status(const RelayConfig& config) {
    const relay::RelayFiles paths{config.data_dir};
    for (const auto& [word, path] :
         {std::pair{"operations", &paths.batches}, std::pair{"ballots", &paths.ballots}}) {
        if (!native::exists(*path)) return failed(Error{Code::not_found, *path});
        auto carried = relay::Carried::open(*path);
        if (!carried) return failed(carried.error());
        const auto counts = carried->counts();
        if (!counts) return failed(counts.error());
        std::cout << word << ": " << counts->waiting << " wait for the city (" << counts->further_up
                  << " of them at a relay further up), " << counts->received << " received by it\n";
    }
    std::cout << std::flush;
    return 0;
}

}  // namespace qp::city::program
