// SPDX-License-Identifier: EUPL-1.2
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <thread>

#include "native/logging.h"
#include "native/stop_signal.h"
#include "native/system_clock.h"
#include "sync/city/http/server.h"
#include "sync/feed/sensorthings_api.h"

namespace {

struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8090;
    std::string replay;
    double speed = 1;
};

int serve(const Options& options) {
    using namespace qp;
    native::StopSignal stop;
    native::SystemClock clock;
    std::vector<feed::Station> stations;
    if (options.replay.empty()) {
        stations = feed::generated_stations();
    } else {
        auto recorded = feed::recorded_stations(options.replay, options.speed, clock.now());
        if (!recorded) {
            spdlog::error("{}", native::describe(recorded.error()));
            return 1;
        }
        stations = std::move(*recorded);
    }
    const feed::SensorThingsApi api{std::move(stations), clock};

    city::http::Site site;
    site.body_bytes_max = [](const std::string&, const std::string&) -> std::size_t { return 0; };
    site.handle = [&api](city::http::Request request, city::http::Reply reply) {
        reply(api.answer(request));
    };
    auto server = city::http::Server::listen(options.address, options.port, {}, std::move(site));
    if (!server) {
        spdlog::error("{}", native::describe(server.error()));
        return 1;
    }
    std::thread waiting{[&] {
        stop.wait();
        (*server)->stop();
    }};
    std::cout << "ready http://" << options.address << ':' << (*server)->port() << std::endl;
    (*server)->run(1);
    waiting.join();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    qp::native::set_up_logging("quartierpuls-feed", qp::native::LogLevel::info);
    CLI::App app{"Demo observations as an OGC SensorThings 1.1 endpoint."};
    Options options;
    app.add_option("--address", options.address, "Address to listen on")->capture_default_str();
    app.add_option("--port", options.port, "Port, 0 for any free one")->capture_default_str();
    app.add_option("--replay", options.replay,
                   "Repeat a recorded file: hourly air data or a 15-minute counter, .gz too");
    app.add_option("--speed", options.speed, "How many times as fast a replay runs")
        ->check(CLI::Range(1.0, 100'000.0))
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    return serve(options);
}
