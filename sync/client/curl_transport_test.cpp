// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/curl_transport.h"

#include <doctest/doctest.h>

#include <thread>

#include "tests/net/loopback_server.h"

using namespace qp;
using namespace qp::client;
using net::http_answer;
using net::LoopbackServer;
using net::SeenRequest;
using net::Socket;
using replica::Lane;
using replica::Request;
using namespace std::chrono_literals;

namespace {

constexpr Deadlines kShort{Milliseconds{1000}, Milliseconds{1500}, Milliseconds{1000}};

Request get(const std::string& target) {
    Request request;
    request.lane = Lane::pull;
    request.method = "GET";
    request.target = target;
    request.answer_bytes_max = 1000;
    return request;
}

Request post(Lane lane, const std::string& target) {
    Request request;
    request.lane = lane;
    request.method = "POST";
    request.target = target;
    request.content_type = "application/cbor";
    request.body = {0x01, 0x00, 0xff};
    request.answer_bytes_max = 1000;
    return request;
}

LoopbackServer::Handler says(std::string answer) {
    return [answer](const SeenRequest&, Socket& socket) { return socket.write(answer); };
}

struct Client {
    explicit Client(const std::string& url) : transport{{url, ""}, kShort, stop} {}
    StopFlag stop{false};
    CurlTransport transport;
};

}  // namespace

TEST_CASE("a request goes out and its answer comes back as it is") {
    LoopbackServer server{says(http_answer(503, "Content-Type: a/b\r\nRetry-After: 7\r\n", "no"))};
    Client client{server.url()};
    const auto answer = client.transport.exchange(post(Lane::push, "/api/v1/push"));
    REQUIRE(answer);
    CHECK(answer->status == 503);
    CHECK(answer->content_type == "a/b");
    CHECK(as_text(answer->body) == "no");
    CHECK(answer->retry_after == 7s);
    const auto seen = server.seen();
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].line == "POST /api/v1/push HTTP/1.1");
    CHECK(seen[0].body == std::string("\x01\x00\xff", 3));
    CHECK(seen[0].header("Content-Type") == "application/cbor");
}

TEST_CASE("an answer says when it was given; one that says nothing of the kind is as good") {
    const auto date_in = [](const std::string& header) {
        LoopbackServer server{says(http_answer(200, header, "x"))};
        Client client{server.url()};
        const auto answer = client.transport.exchange(get("/a"));
        REQUIRE(answer);
        return answer->date;
    };
    CHECK(date_in("Date: Mon, 23 Nov 2026 13:32:05 GMT\r\n") == from_iso("2026-11-23T13:32:05Z"));
    CHECK_FALSE(date_in(""));
    CHECK_FALSE(date_in("Date: soon\r\n"));
}

TEST_CASE("no cookie comes back, no credential goes out, and nobody is told what device this is") {
    LoopbackServer server{says(http_answer(200, "Set-Cookie: id=1; Path=/\r\n", "x"))};
    Client client{server.url()};
    REQUIRE(client.transport.exchange(get("/a")));
    REQUIRE(client.transport.exchange(get("/b")));
    for (const SeenRequest& request : server.seen()) {
        CHECK_FALSE(request.has_header("Cookie"));
        CHECK_FALSE(request.has_header("Authorization"));
        CHECK(request.header("User-Agent") == "quartierpuls/1");
    }
}

TEST_CASE("ballots come on a connection of their own, everything else shares one") {
    LoopbackServer server{says(http_answer(200, "", "x"))};
    Client client{server.url()};
    REQUIRE(client.transport.exchange(post(Lane::push, "/api/v1/push")));
    REQUIRE(client.transport.exchange(post(Lane::ballots, "/api/v1/ballots")));
    REQUIRE(client.transport.exchange(get("/api/v1/pull")));
    REQUIRE(client.transport.exchange(post(Lane::ballots, "/api/v1/ballots")));
    const auto seen = server.seen();
    REQUIRE(seen.size() == 4);
    CHECK(seen[0].connection == seen[2].connection);
    CHECK(seen[1].connection != seen[0].connection);
    CHECK(seen[3].connection != seen[0].connection);
    CHECK(seen[3].connection != seen[1].connection);
}

TEST_CASE("a redirect is an answer, never followed") {
    LoopbackServer elsewhere{says(http_answer(200, "", "caught"))};
    LoopbackServer server{
        says(http_answer(302, "Location: " + elsewhere.url() + "/login\r\n", ""))};
    Client client{server.url()};
    const auto answer = client.transport.exchange(get("/api/v1/pull"));
    REQUIRE(answer);
    CHECK(answer->status == 302);
    CHECK(elsewhere.seen().empty());
}

TEST_CASE("an answer beyond its limit is cut off, packed or not") {
    // 2000 zero bytes, as gzip packs them.
    const std::string packed{
        "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x63\x60\x18\x05\xa3\x60\x14\x8c\x82\x51"
        "\x30\x0a\x46\xc1\x50\x07\x00\x44\xf4\xc9\x02\xd0\x07\x00\x00",
        35};
    for (const std::string& answer : {http_answer(200, "", std::string(1001, 'x')),
                                      http_answer(200, "Content-Encoding: gzip\r\n", packed)}) {
        LoopbackServer server{says(answer)};
        Client client{server.url()};
        CHECK_FALSE(client.transport.exchange(get("/big")));
        CHECK(server.seen().at(0).header("Accept-Encoding") == "gzip");
    }
}

TEST_CASE("a server that says nothing, or one byte a second, meets a deadline") {
    LoopbackServer silent{[](const SeenRequest&, Socket&) { return true; }};
    LoopbackServer slow{[](const SeenRequest&, Socket& socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        for (int i = 0; i < 8; ++i) {
            std::this_thread::sleep_for(400ms);
            if (!socket.write("x")) break;
        }
        return false;
    }};
    for (const LoopbackServer* server : {&silent, &slow}) {
        Client client{server->url()};
        const auto begun = std::chrono::steady_clock::now();
        const auto answer = client.transport.exchange(get("/"));
        REQUIRE(!answer);
        CHECK(answer.error().code == Code::timeout);
        CHECK(std::chrono::steady_clock::now() - begun < 3s);
    }
}

TEST_CASE("an answer cut in the middle is none") {
    LoopbackServer server{[](const SeenRequest&, Socket& socket) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
        return false;
    }};
    Client client{server.url()};
    const auto answer = client.transport.exchange(get("/"));
    REQUIRE(!answer);
    CHECK(answer.error().code == Code::unavailable);
}

TEST_CASE("nobody there is said at once") {
    std::string url;
    { url = LoopbackServer{says("")}.url(); }
    Client client{url};
    const auto answer = client.transport.exchange(get("/"));
    REQUIRE(!answer);
    CHECK(answer.error().code == Code::unavailable);
}

TEST_CASE("a program that stops does not wait for a slow answer") {
    LoopbackServer silent{[](const SeenRequest&, Socket&) { return true; }};
    StopFlag stop{false};
    CurlTransport transport{{silent.url(), ""}, {5s, 30s, 20s}, stop};
    std::thread stopping{[&] {
        std::this_thread::sleep_for(100ms);
        stop = true;
    }};
    const auto begun = std::chrono::steady_clock::now();
    CHECK_FALSE(transport.exchange(get("/")));
    CHECK(std::chrono::steady_clock::now() - begun < 2500ms);
    stopping.join();
}

TEST_CASE("an address that is none is refused with what one looks like") {
    CHECK(check_address({"http://127.0.0.1:8080", ""}));
    CHECK(check_address({"https://city.example.org/", ""}));
    for (const char* wrong :
         {"", "city.example.org:x", "ftp://a", "https://a/path", "https://u:p@a", "https://a?b",
          "file:///etc/passwd", "not an address"}) {
        CAPTURE(wrong);
        const auto checked = check_address({wrong, ""});
        REQUIRE(!checked);
        CHECK(checked.error().code == Code::bad_argument);
    }
}
