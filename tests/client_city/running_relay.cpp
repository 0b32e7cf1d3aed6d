// SPDX-License-Identifier: EUPL-1.2
#include "tests/client_city/running_relay.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "sync/city/api/city_api.h"

namespace qp::client_city {

namespace fs = std::filesystem;
using namespace city;

namespace {

template <class T>
T must(Result<T> result) {
    REQUIRE_MESSAGE(result, result.error().detail);
    return std::move(*result);
}

fs::path new_folder() {
    std::string name = (fs::temp_directory_path() / "qp-relay-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    return name;
}

}  // namespace

RunningRelay::RunningRelay(RunningCity& city, int number, std::string upstream)
    : folder_{new_folder()}, options_{folder_.string()} {
    options_.city.url = std::move(upstream);
    options_.city_id = city.city().id;
    options_.scopes = {"city", "mitte"};
    options_.pull_retry_min = options_.forward.retry_min = Milliseconds{100};
    options_.pull_retry_max = options_.forward.retry_max = Milliseconds{500};
    options_.forward.gap_min = Milliseconds{50};
    options_.forward.gap_max = Milliseconds{150};
    const ops::KeyPair own = test_relay_key(number);
    const Bytes certificate = city.vouch_for(own.public_key(), "Stand " + std::to_string(number));
    key_ = relay::RelayKey{own, must(ops::read_relay_certificate(certificate, city.city().id))};
    start();
}

RunningRelay::~RunningRelay() {
    stop();
    fs::remove_all(folder_);
}

void RunningRelay::start() {
    http::Site site;
    site.body_bytes_max = api::CityApi::body_bytes_max;
    site.handle = [this](http::Request request, const http::Reply& reply) {
        relay_->api().handle(std::move(request), reply);
    };
    server_ = must(http::Server::listen("127.0.0.1", 0, {}, std::move(site)));
    relay_ = must(relay::Relay::open(options_, *key_, {clock_, random_, room_},
                                     [this](std::uint64_t seq) { server_->announce(seq); }));
    serving_ = std::thread{[server = server_.get()] { server->run(1); }};
}

void RunningRelay::stop() {
    if (!server_) return;
    server_->stop();
    serving_.join();
    relay_.reset();
    server_.reset();
}

bool RunningRelay::is_ready() {
    auto content = store::Content::open(options_.files.content);
    if (!content || !relay_->city().keys()) return false;
    const auto cursor = content->cursor();
    return cursor && !cursor->empty();
}

std::optional<domain::Tally> RunningRelay::tally(const Id& poll) {
    auto content = must(store::Content::open(options_.files.content));
    return must(content.tally(poll));
}

relay::Carried::Counts RunningRelay::operations() const {
    auto carried = must(relay::Carried::open(options_.files.batches));
    return must(carried.counts());
}

relay::Carried::Counts RunningRelay::ballots() const {
    auto carried = must(relay::Carried::open(options_.files.ballots));
    return must(carried.counts());
}

bool RunningRelay::holds(const std::string& bytes) const {
    for (const auto& entry : fs::recursive_directory_iterator{folder_}) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream{entry.path(), std::ios::binary};
        const std::string all{std::istreambuf_iterator<char>{stream}, {}};
        if (all.find(bytes) != std::string::npos) return true;
    }
    return false;
}

}  // namespace qp::client_city
