// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/http/server.h"

#include <doctest/doctest.h>

#include <thread>

#include "sync/city/http/loopback_client.h"
#include "sync/city/http/problem.h"

namespace qp::city::http {

namespace {

using std::chrono::milliseconds;

void answer(const Request& request, const Reply& reply) {
    Response response;
    if (request.path == "/forgotten") return;
    if (request.path == "/events") {
        response.body = EventStream{};
    } else if (request.path == "/wake") {
        const auto known = request.parameter("known");
        response.body = LongPoll{known ? std::optional{std::stoull(*known)} : std::nullopt};
    } else if (request.path == "/stream" || request.path == "/cut") {
        auto count = std::make_shared<int>(0);
        const bool is_cut = request.path == "/cut";
        response.body = StreamBody{[count, is_cut](const std::function<void(Piece)>& give) {
            ++*count;
            if (*count == 3 && is_cut) return give(fail(Code::storage, "gone"));
            if (*count == 3) return give(std::optional<std::string>{});
            give(std::optional<std::string>{"piece " + std::to_string(*count) + "\n"});
        }};
    } else if (request.path == "/other-thread") {
        std::thread{[reply] {
            Response late;
            late.body = std::string{"late"};
            reply(std::move(late));
        }}.detach();
        return;
    } else {
        response.body = request.method + " " + request.path + "?" + request.query + " " +
                        std::to_string(request.body.size());
    }
    reply(std::move(response));
}

Limits quick() {
    Limits limits;
    limits.connections_max = 8;
    limits.subscribers_max = 2;
    limits.header_time = milliseconds{300};
    limits.body_time = milliseconds{300};
    limits.idle_time = milliseconds{600};
    limits.heartbeat = milliseconds{200};
    limits.long_poll = milliseconds{400};
    return limits;
}

class RunningServer {
public:
    explicit RunningServer(Limits limits = quick()) {
        Site site;
        site.body_bytes_max = [](const std::string& method, const std::string&) -> std::size_t {
            return method == "POST" ? 1000 : 0;
        };
        site.handle = [](Request request, Reply reply) { answer(request, reply); };
        site.headers = {{"X-Content-Type-Options", "nosniff"}};
        server_ = std::move(*Server::listen("127.0.0.1", 0, limits, std::move(site)));
        thread_ = std::thread{[this] { server_->run(1); }};
    }
    ~RunningServer() {
        server_->stop();
        thread_.join();
    }
    std::uint16_t port() const { return server_->port(); }
    Server* operator->() { return server_.get(); }

private:
    std::unique_ptr<Server> server_;
    std::thread thread_;
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("requests on one connection are answered one after the other") {
    RunningServer server;
    LoopbackClient client{server.port()};
    client.send(
        "GET /a%20b?c=1 HTTP/1.1\r\nHost: x\r\n\r\nGET /second HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string first = client.read_answer();
    CHECK(status_of(first) == 200);
    CHECK(body_of(first) == "GET /a b?c=1 0");
    CHECK(contains(first, "X-Content-Type-Options: nosniff"));
    CHECK(body_of(client.read_answer()) == "GET /second? 0");
}

TEST_CASE("HEAD gives the length and no body") {
    RunningServer server;
    LoopbackClient client{server.port()};
    client.send("HEAD /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    client.is_closed_within(milliseconds{2000});
    CHECK(contains(client.all(), "Content-Length: 9"));
    CHECK(body_of(client.all()).empty());
}

TEST_CASE("an answer may come from another thread, and one that never comes is a 500") {
    RunningServer server;
    CHECK(body_of(get(server.port(), "/other-thread")) == "late");
    CHECK(status_of(get(server.port(), "/forgotten")) == 500);
}

TEST_CASE("what is no HTTP gets a 400 with a problem") {
    RunningServer server;
    for (const char* rubbish :
         {"\x16\x03\x01\x02\r\n\r\n", "GET\r\n\r\n", "GET /a HTTP/9.9\r\n\r\n",
          "GET /../secret HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", "GET /x HTTP/1.1\r\nBad Field : 1\r\n\r\n"}) {
        LoopbackClient client{server.port()};
        client.send(rubbish);
        const std::string refused = client.read_answer();
        INFO(rubbish);
        CHECK(status_of(refused) == 400);
        CHECK(contains(refused, "application/problem+json"));
    }
    CHECK(status_of(get(server.port(), "/still-there")) == 200);
}

TEST_CASE("header fields beyond the limit get a 431") {
    RunningServer server;
    CHECK(status_of(get(server.port(), "/x", "A: " + std::string(20'000, 'a') + "\r\n")) == 431);
}

TEST_CASE("a body beyond the limit gets a 413, by its stated length or as its chunks come") {
    RunningServer server;
    CHECK(status_of(post(server.port(), "/x", "a/b", std::string(1000, 'x'))) == 200);
    LoopbackClient stated{server.port()};
    stated.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");  // not a byte of it
    CHECK(status_of(stated.read_answer()) == 413);
    LoopbackClient chunked{server.port()};
    chunked.send("POST /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 5; ++i) chunked.send("100\r\n" + std::string(256, 'x') + "\r\n");
    CHECK(status_of(chunked.read_answer()) == 413);
    CHECK(status_of(post(server.port(), "/x", "a/b", std::string(3'000'000, 'x'))) == 413);
    LoopbackClient unasked{server.port()};
    unasked.send("GET /x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
    CHECK(status_of(unasked.read_answer()) == 413);
}

TEST_CASE("a request that trickles is cut, and nobody else waits for it") {
    RunningServer server;
    LoopbackClient header{server.port()};
    LoopbackClient body{server.port()};
    body.send("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n");
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 10; ++i) {
        header.send(i == 0 ? "GET /x HTTP/1.1\r\nA: " : "a");
        body.send("x");
        CHECK(status_of(get(server.port(), "/quick")) == 200);
        std::this_thread::sleep_for(milliseconds{40});
        if (i == 8) break;
    }
    CHECK(status_of(header.read_answer()) == 408);
    CHECK(status_of(body.read_answer()) == 408);
    CHECK(std::chrono::steady_clock::now() - begin < milliseconds{20'000});
}

TEST_CASE("a connection that says nothing is closed") {
    RunningServer server;
    LoopbackClient silent{server.port()};
    CHECK(silent.is_closed_within(milliseconds{20'000}));
}

TEST_CASE("connections beyond the limit hear a 503, and there is room again afterwards") {
    Limits limits = quick();
    limits.idle_time = milliseconds{20'000};  // nobody leaves while the others still come
    RunningServer server{limits};
    {
        std::vector<std::unique_ptr<LoopbackClient>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(std::make_unique<LoopbackClient>(server.port()));
            clients.back()->send("GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
            CHECK(status_of(clients.back()->read_answer()) == 200);
        }
        const std::string refused = get(server.port(), "/x");
        CHECK(status_of(refused) == 503);
        CHECK(contains(refused, "Retry-After"));
    }
    int status = 0;
    for (int i = 0; i < 50 && status != 200; ++i) {
        std::this_thread::sleep_for(milliseconds{20});
        status = status_of(get(server.port(), "/x"));
    }
    CHECK(status == 200);
}

TEST_CASE("an export comes in chunks, and a cut one is not taken for the whole") {
    RunningServer server;
    const std::string whole = get(server.port(), "/stream");
    CHECK(contains(whole, "8\r\npiece 1\n\r\n8\r\npiece 2\n\r\n0\r\n\r\n"));
    const std::string cut = get(server.port(), "/cut");
    CHECK(contains(cut, "piece 2"));
    CHECK(!contains(cut, "0\r\n\r\n"));
    LoopbackClient old{server.port()};
    old.send("GET /stream HTTP/1.0\r\n\r\n");
    CHECK(body_of(old.read_answer()) == "piece 1\npiece 2\n");
}

TEST_CASE("event streams hear of changes, show signs of life and are limited") {
    RunningServer server;
    LoopbackClient one{server.port()};
    LoopbackClient two{server.port()};
    for (LoopbackClient* client : {&one, &two}) {
        client->send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
        REQUIRE(client->read_until("text/event-stream"));
        REQUIRE(client->read_until("retry: "));
    }
    CHECK(status_of(get(server.port(), "/events")) == 503);
    server->announce(41);
    server->announce(42);
    CHECK(one.read_until("event: change\ndata: {\"seq\":42}\n\n"));
    CHECK(two.read_until("event: change\ndata: {\"seq\":42}\n\n"));
    CHECK(one.read_until(":\n\n"));
}

TEST_CASE("a long poll answers at news, at a number that is not ours, or when its time is over") {
    RunningServer server;
    server->announce(7);
    LoopbackClient client{server.port()};
    const auto ask = [&](const std::string& query) {
        client.send("GET /wake" + query + " HTTP/1.1\r\nHost: x\r\n\r\n");
    };
    const auto begun = std::chrono::steady_clock::now();
    ask("");
    CHECK(body_of(client.read_answer()) == "{\"seq\":7}");
    // Higher than ours: the city was restored from a backup.
    ask("?known=9");
    CHECK(body_of(client.read_answer()) == "{\"seq\":7}");
    ask("?known=7");
    CHECK(client.read_answer(milliseconds{50}).empty());
    server->announce(8);
    CHECK(body_of(client.read_answer(milliseconds{20'000})) == "{\"seq\":8}");
    ask("?known=8");
    CHECK(body_of(client.read_answer(milliseconds{20'000})) == "{\"seq\":8}");
    CHECK(std::chrono::steady_clock::now() - begun > milliseconds{400});
    CHECK(server->counts().subscribers == 0);
}

TEST_CASE("an event stream that is gone frees its place") {
    RunningServer server;
    {
        LoopbackClient gone{server.port()};
        gone.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
        REQUIRE(gone.read_until("retry: "));
        CHECK(server->counts().subscribers == 1);
    }
    for (int i = 0; i < 100 && server->counts().subscribers != 0; ++i)
        std::this_thread::sleep_for(milliseconds{50});
    CHECK(server->counts().subscribers == 0);
}

}  // namespace qp::city::http
