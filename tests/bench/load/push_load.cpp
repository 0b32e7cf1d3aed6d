// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/load/push_load.h"

#include <poll.h>

#include <algorithm>
#include <chrono>

#include "core/ops/receipt.h"
#include "tests/bench/load/http_connection.h"
#include "tests/bench/load/process_time.h"

namespace qp::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;

// How many operations are signed before each stretch of time, all clients together.
constexpr std::size_t kSignedAtOnce = 20'000;
constexpr std::size_t kPushesAtOnceMax = 100;  // a client's
constexpr int kWaitMs = 30'000;

struct Client {
    HttpConnection connection;
    SignedPushes source;
    std::vector<std::string> requests;
    std::vector<std::string> answers;
    std::vector<SteadyClock::time_point> sent;
    std::vector<double> waited_ms;
};

double ms_between(SteadyClock::time_point from, SteadyClock::time_point to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

double percentile(std::vector<double> values, double part) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

Status send_next(Client& client) {
    client.sent.push_back(SteadyClock::now());
    return client.connection.send(client.requests[client.sent.size() - 1]);
}

Status take_answer(Client& client) {
    auto answer = client.connection.receive();
    if (!answer) return fail(answer.error());
    client.waited_ms.push_back(ms_between(client.sent.back(), SteadyClock::now()));
    if (answer->status != 200)
        return fail(Code::refused, "a push was answered with " + std::to_string(answer->status) +
                                       ": " + answer->body);
    client.answers.push_back(std::move(answer->body));
    return {};
}

// Each client in turn sends, then each in turn is waited for: nobody starts the next round early.
Status push_in_rounds(std::vector<Client>& clients) {
    for (std::size_t round = 0; round < clients.front().requests.size(); ++round) {
        for (Client& client : clients)
            if (auto sent = send_next(client); !sent) return sent;
        for (Client& client : clients)
            if (auto taken = take_answer(client); !taken) return taken;
    }
    return {};
}

// Each client sends its next push as soon as the last one has its receipt.
Status push_freely(std::vector<Client>& clients) {
    std::vector<pollfd> waiting;
    for (Client& client : clients) {
        if (auto sent = send_next(client); !sent) return sent;
        waiting.push_back({client.connection.fd(), POLLIN, 0});
    }
    std::size_t open = clients.size();
    while (open > 0) {
        if (::poll(waiting.data(), waiting.size(), kWaitMs) <= 0)
            return fail(Code::timeout, "no receipt within 30 s");
        for (std::size_t i = 0; i < clients.size(); ++i) {
            if (waiting[i].revents == 0) continue;
            Client& client = clients[i];
            if (auto taken = take_answer(client); !taken) return taken;
            if (client.sent.size() < client.requests.size()) {
                if (auto sent = send_next(client); !sent) return sent;
                waiting[i].fd = client.connection.fd();
            } else {
                waiting[i].fd = -1;
                --open;
            }
        }
    }
    return {};
}

Status check_receipts(const Client& client, const ops::CityKeys& city, std::size_t operations) {
    for (const std::string& answer : client.answers) {
        const auto receipt = ops::verify_push_receipt(as_bytes(answer), city);
        if (!receipt) return fail(receipt.error());
        std::size_t accepted = 0;
        for (const ops::BatchReceipt& batch : receipt->batches)
            for (const ops::Outcome& outcome : batch.outcomes)
                accepted += outcome.kind == ops::Outcome::Kind::accepted ? 1 : 0;
        if (accepted != operations)
            return fail(Code::refused, "of " + std::to_string(operations) + " operations " +
                                           std::to_string(accepted) + " were accepted");
    }
    return {};
}

// The last push once more: the city must know every operation of it.
Status check_kept(Client& client, const ops::CityKeys& city) {
    auto answer = client.connection.exchange(client.requests.back());
    if (!answer) return fail(answer.error());
    const auto receipt = ops::verify_push_receipt(as_bytes(answer->body), city);
    if (!receipt) return fail(receipt.error());
    for (const ops::BatchReceipt& batch : receipt->batches)
        for (const ops::Outcome& outcome : batch.outcomes)
            if (outcome.kind != ops::Outcome::Kind::duplicate)
                return fail(Code::refused, "an accepted operation is not known any more");
    return {};
}

void sign_requests(Client& client, std::size_t pushes, std::size_t operations) {
    client.requests.clear();
    client.answers.clear();
    client.sent.clear();
    client.answers.reserve(pushes);
    client.sent.reserve(pushes);
    for (std::size_t i = 0; i < pushes; ++i) {
        const Bytes body = client.source.next(operations);
        client.requests.push_back(post_request("/api/v1/push", "application/cbor", as_text(body)));
    }
}

}  // namespace

Result<ops::CityKeys> fetch_city(std::uint16_t port, const std::string& genesis) {
    auto connection = HttpConnection::open(port);
    if (!connection) return fail(connection.error());
    auto answer = connection->exchange(get_request("/api/v1/city"));
    if (!answer) return fail(answer.error());
    const auto bytes = from_hex(genesis);
    const auto key = bytes ? to_array<32>(*bytes) : std::nullopt;
    if (!key) return fail(Code::bad_argument, "a genesis key has 64 hexadecimal digits");
    return ops::decode_city_keys(as_bytes(answer->body), ops::city_of(*key).id);
}

Result<PushFigures> run_pushes(const PushOptions& options, Random& random) {
    const auto city = fetch_city(options.port, options.genesis);
    if (!city) return fail(city.error());
    std::vector<Client> clients;
    for (std::size_t i = 0; i < options.clients; ++i) {
        auto connection = HttpConnection::open(options.port);
        if (!connection) return fail(connection.error());
        clients.push_back(
            {std::move(*connection), SignedPushes{*city, options.kind, random}, {}, {}, {}, {}});
    }

    PushFigures figures;
    while (figures.seconds < options.seconds) {
        std::uint64_t pushes = std::clamp<std::uint64_t>(
            kSignedAtOnce / (options.clients * options.operations), 1, kPushesAtOnceMax);
        if (options.pushes_max > 0)
            pushes = std::min(pushes, (options.pushes_max - figures.pushes) / options.clients);
        if (pushes == 0) break;
        for (Client& client : clients) sign_requests(client, pushes, options.operations);

        const double cpu_before = process_ms(options.pid);
        const auto begun = SteadyClock::now();
        const Status pushed = options.in_rounds ? push_in_rounds(clients) : push_freely(clients);
        figures.seconds += ms_between(begun, SteadyClock::now()) / 1000;
        figures.cpu_ms += process_ms(options.pid) - cpu_before;
        if (!pushed) return fail(pushed.error());
        for (const Client& client : clients)
            if (auto checked = check_receipts(client, *city, options.operations); !checked)
                return fail(checked.error());
        figures.pushes += pushes * options.clients;
        figures.operations += pushes * options.clients * options.operations;
    }

    std::vector<double> waited;
    for (Client& client : clients) {
        figures.bytes_up += client.connection.bytes_up();
        figures.bytes_down += client.connection.bytes_down();
        waited.insert(waited.end(), client.waited_ms.begin(), client.waited_ms.end());
        if (auto kept = check_kept(client, *city); !kept) return fail(kept.error());
    }
    figures.push_ms_p50 = percentile(waited, 0.5);
    figures.push_ms_p99 = percentile(waited, 0.99);
    return figures;
}

}  // namespace qp::bench
