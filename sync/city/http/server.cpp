// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/http/server.h"

#include <spdlog/spdlog.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/vector_body.hpp>
#include <fstream>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

#include "sync/city/http/problem.h"
#include "sync/city/http/wire.h"

namespace qp::city::http {

namespace net = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using net::ip::tcp;

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kRefusalsMax = 32;  // polite ones at a time; beyond, just closed
constexpr std::size_t kLingerBytesMax = 1 << 20;
constexpr Milliseconds kRefusalTime{1'000};
constexpr Milliseconds kLingerTime{2'000};
constexpr Milliseconds kAcceptPause{100};          // when the system has no descriptor left
constexpr std::uint64_t kBodyBytesMax = 16 << 20;  // above every body_bytes_max

using Parser = beast::http::request_parser<beast::http::vector_body<std::uint8_t>>;

struct Subscriber {
    net::any_io_executor executor;
    net::steady_timer timer;
    std::uint64_t seq = 0;  // on `executor` only
};

// A socket whose waiting ends at a deadline. Beast's own stream closes the socket then; here it
// stays open, so that a slow sender still hears why.
class TimedSocket {
public:
    explicit TimedSocket(tcp::socket socket)
        : state_{std::make_shared<State>(State{std::move(socket)})} {}
    ~TimedSocket() { state_->timer.cancel(); }
    TimedSocket(const TimedSocket&) = delete;
    TimedSocket& operator=(const TimedSocket&) = delete;

    tcp::socket& operator*() { return state_->socket; }
    void expires_after(Milliseconds time) {
        const unsigned round = ++state_->round;
        state_->has_expired = false;
        state_->timer.expires_after(time);
        state_->timer.async_wait([weak = std::weak_ptr{state_}, round](const error_code& error) {
            const auto state = weak.lock();
            if (error || !state || state->round != round) return;
            state->has_expired = true;
            error_code ignored;
            state->socket.cancel(ignored);
        });
    }
    void expires_never() {
        ++state_->round;
        state_->timer.cancel();
    }
    bool has_expired() const { return state_->has_expired; }

private:
    struct State {
        explicit State(tcp::socket open) : socket{std::move(open)}, timer{socket.get_executor()} {}
        tcp::socket socket;
        net::steady_timer timer;
        unsigned round = 0;
        bool has_expired = false;
    };
    std::shared_ptr<State> state_;
};

struct Connection {
    explicit Connection(tcp::socket socket) : stream{std::move(socket)} {}
    TimedSocket stream;
    beast::flat_buffer buffer;
    bool keeps_alive = false;
    bool is_head = false;
    bool is_http_1_0 = false;
};

std::string lower_case(std::string_view text) {
    std::string result{text};
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return result;
}

// What Beast says of bytes that are no request, as an answer. Nothing where the peer is gone.
std::optional<Response> refusal_of(const error_code& failed) {
    using beast::http::error;
    if (failed == error::header_limit) return problem(431, "too_large", "header fields");
    if (failed == error::body_limit || failed == error::buffer_overflow)
        return problem(413, "too_large", "body");
    if (failed == net::error::timed_out)
        return problem(408, "timeout", "the request was not complete in time");
    if (failed == error::end_of_stream || failed == error::partial_message) return std::nullopt;
    if (failed.category() == beast::http::make_error_code(error::bad_method).category())
        return problem(400, "malformed", "not an HTTP/1.1 request");
    return std::nullopt;
}

}  // namespace

class Server::Impl {
public:
    Impl(Limits limits, Site site)
        : limits_{std::move(limits)},
          site_{std::move(site)},
          rate_{limits_.rate},
          acceptor_{context_} {}

    Status listen(const std::string& address, std::uint16_t port);
    std::uint16_t port() const { return port_; }
    void run(unsigned threads);
    void stop() { context_.stop(); }
    void announce(std::uint64_t seq);
    Counts counts() const { return {connections_, subscribers_}; }

private:
    net::awaitable<void> accept_all();
    net::awaitable<void> serve(tcp::socket socket);
    net::awaitable<void> refuse(tcp::socket socket);
    net::awaitable<bool> serve_one(Connection& connection);
    net::awaitable<error_code> read_head(Connection& connection, Parser& parser);
    net::awaitable<error_code> read_body(Connection& connection, Parser& parser,
                                         std::size_t size_max);
    net::awaitable<Response> answer_of(Request request);
    net::awaitable<bool> write_answer(Connection& connection, Response& response);
    net::awaitable<bool> write_file(Connection& connection, const FileBody& file);
    net::awaitable<bool> write_stream(Connection& connection, const StreamBody& body);
    net::awaitable<Piece> next_piece(const StreamBody& body);
    net::awaitable<void> write_events(Connection& connection);
    net::awaitable<Response> wait_for_news(Connection& connection, LongPoll poll);
    net::awaitable<bool> write(Connection& connection, std::string_view bytes);
    net::awaitable<void> linger(Connection& connection);
    void finish(Response& response) const;
    std::optional<Response> too_many(Connection& connection, const Parser& parser,
                                     const std::string& path);

    Limits limits_;
    Site site_;
    RateLimit rate_;
    std::uint16_t port_ = 0;
    std::atomic<std::size_t> connections_{0};
    std::atomic<std::size_t> refusals_{0};
    std::atomic<std::size_t> subscribers_{0};
    std::atomic<std::uint64_t> announced_{0};
    struct Joined;
    std::mutex subscribers_mutex_;
    std::list<std::shared_ptr<Subscriber>> subscriber_list_;
    // Last, so that it goes first: open coroutines end with it and still count down above.
    net::io_context context_;
    tcp::acceptor acceptor_;
};

namespace {

// Counts as long as it lives, also when a coroutine is destroyed half-way.
class Counted {
public:
    explicit Counted(std::atomic<std::size_t>& count) : count_{count} { ++count_; }
    ~Counted() { --count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

private:
    std::atomic<std::size_t>& count_;
};

}  // namespace

Status Server::Impl::listen(const std::string& address, std::uint16_t port) {
    error_code error;
    const net::ip::address ip = net::ip::make_address(address, error);
    if (error) return fail(Code::bad_argument, "not an IP address: " + address);
    const tcp::endpoint endpoint{ip, port};
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
    if (error)
        return fail(Code::unavailable, "cannot listen on " + address + " port " +
                                           std::to_string(port) + ": " + error.message());
    port_ = acceptor_.local_endpoint(error).port();
    return {};
}

void Server::Impl::run(unsigned threads) {
    net::co_spawn(net::make_strand(context_), accept_all(), net::detached);
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([this] { context_.run(); });
    context_.run();
    for (std::thread& other : others) other.join();
}

net::awaitable<void> Server::Impl::accept_all() {
    const auto token = [](error_code& error) {
        return net::redirect_error(net::use_awaitable, error);
    };
    net::steady_timer pause{context_};
    for (;;) {
        auto strand = net::make_strand(context_);
        error_code error;
        tcp::socket socket = co_await acceptor_.async_accept(strand, token(error));
        if (error) {
            pause.expires_after(kAcceptPause);
            co_await pause.async_wait(token(error));
            continue;
        }
        socket.set_option(tcp::no_delay(true), error);
        if (connections_ < limits_.connections_max)
            net::co_spawn(strand, serve(std::move(socket)), net::detached);
        else if (refusals_ < kRefusalsMax)
            net::co_spawn(strand, refuse(std::move(socket)), net::detached);
    }
}

net::awaitable<void> Server::Impl::refuse(tcp::socket socket) {
    const Counted counted{refusals_};
    Connection connection{std::move(socket)};
    Response response = problem(503, "overloaded", "too many connections");
    connection.stream.expires_after(kRefusalTime);
    co_await write_answer(connection, response);
    co_await linger(connection);
}

net::awaitable<void> Server::Impl::serve(tcp::socket socket) {
    const Counted counted{connections_};
    Connection connection{std::move(socket)};
    while (co_await serve_one(connection)) {
    }
}

net::awaitable<bool> Server::Impl::serve_one(Connection& connection) {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits_.header_bytes_max));
    parser.body_limit(kBodyBytesMax);
    connection.keeps_alive = false;
    connection.is_head = false;

    error_code error = co_await read_head(connection, parser);
    std::optional<Response> refusal;
    Request request;
    if (error) {
        refusal = refusal_of(error);
        if (!refusal) co_return false;
    } else {
        connection.is_http_1_0 = parser.get().version() == 10;
        connection.is_head = parser.get().method() == beast::http::verb::head;
        const auto target = parser.get().target();
        if (auto parsed = parsed_target({target.data(), target.size()})) {
            request.path = std::move(parsed->path);
            request.query = std::move(parsed->query);
        } else {
            refusal = problem(400, "malformed", "address");
        }
        const auto method = parser.get().method_string();
        request.method = connection.is_head ? "GET" : std::string{method.data(), method.size()};
        if (!refusal) refusal = too_many(connection, parser, request.path);
    }
    if (!refusal) {
        error = co_await read_body(connection, parser,
                                   site_.body_bytes_max(request.method, request.path));
        if (error) refusal = refusal_of(error);
        if (error && !refusal) co_return false;
    }

    if (refusal) {
        finish(*refusal);
        co_await write_answer(connection, *refusal);
        co_await linger(connection);
        co_return false;
    }
    for (const auto& field : parser.get()) {
        const auto name = field.name_string();
        const auto value = field.value();
        request.headers.push_back(
            {lower_case({name.data(), name.size()}), std::string{value.data(), value.size()}});
    }
    connection.keeps_alive = parser.get().keep_alive();
    request.body = std::move(parser.get().body());
    Response response = co_await answer_of(std::move(request));
    finish(response);
    const bool is_written = co_await write_answer(connection, response);
    co_return is_written&& connection.keeps_alive;
}

std::optional<Response> Server::Impl::too_many(Connection& connection, const Parser& parser,
                                               const std::string& path) {
    if (!site_.is_limited || !site_.is_limited(path)) return std::nullopt;
    error_code error;
    const auto peer = (*connection.stream).remote_endpoint(error);
    const auto forwarded = parser.get()["X-Forwarded-For"];
    const auto address = limited_address(
        peer.address().to_string(), {forwarded.data(), forwarded.size()}, limits_.rate.proxies);
    if (error || !address) return std::nullopt;
    const auto wait = rate_.take(*address, RateLimit::Clock::now());
    if (wait.count() == 0) return std::nullopt;
    return problem(429, "overloaded", "too many requests from this address")
        .set("Retry-After", std::to_string(wait.count()));
}

net::awaitable<error_code> Server::Impl::read_head(Connection& connection, Parser& parser) {
    error_code error;
    if (connection.buffer.size() == 0) {  // between two requests: a longer, quiet deadline
        connection.stream.expires_after(limits_.idle_time);
        const std::size_t count =
            co_await (*connection.stream)
                .async_read_some(connection.buffer.prepare(4096),
                                 net::redirect_error(net::use_awaitable, error));
        if (error) co_return beast::http::make_error_code(beast::http::error::end_of_stream);
        connection.buffer.commit(count);
    }
    connection.stream.expires_after(limits_.header_time);
    co_await beast::http::async_read_header(*connection.stream, connection.buffer, parser,
                                            net::redirect_error(net::use_awaitable, error));
    if (error && connection.stream.has_expired()) error = net::error::timed_out;
    co_return error;
}

net::awaitable<error_code> Server::Impl::read_body(Connection& connection, Parser& parser,
                                                   std::size_t size_max) {
    // A stated length is refused before a byte of it is read; chunks are counted as they come.
    const auto length = parser.content_length();
    if (length && *length > size_max)
        co_return beast::http::make_error_code(beast::http::error::body_limit);
    parser.body_limit(size_max);
    error_code error;
    connection.stream.expires_after(limits_.body_time);
    if (parser.get()[beast::http::field::expect] == "100-continue")
        co_await write(connection, "HTTP/1.1 100 Continue\r\n\r\n");
    connection.stream.expires_after(limits_.body_time);
    if (!parser.is_done())
        co_await beast::http::async_read(*connection.stream, connection.buffer, parser,
                                         net::redirect_error(net::use_awaitable, error));
    if (error && connection.stream.has_expired()) error = net::error::timed_out;
    co_return error;
}

net::awaitable<Response> Server::Impl::answer_of(Request request) {
    const auto executor = co_await net::this_coro::executor;
    auto initiate = [this, executor](auto completion, Request asked) {
        auto shared = std::make_shared<decltype(completion)>(std::move(completion));
        Reply reply{[shared, executor](Response response) {
            net::post(executor, [shared, response = std::move(response)]() mutable {
                (*shared)(std::move(response));
            });
        }};
        site_.handle(std::move(asked), std::move(reply));
    };
    co_return co_await net::async_initiate<const net::use_awaitable_t<>, void(Response)>(
        std::move(initiate), net::use_awaitable, std::move(request));
}

net::awaitable<Piece> Server::Impl::next_piece(const StreamBody& body) {
    const auto executor = co_await net::this_coro::executor;
    auto initiate = [&body, executor](auto completion) {
        auto shared = std::make_shared<decltype(completion)>(std::move(completion));
        body.next([shared, executor](Piece piece) {
            net::post(executor, [shared, piece = std::move(piece)]() mutable {
                (*shared)(std::move(piece));
            });
        });
    };
    co_return co_await net::async_initiate<const net::use_awaitable_t<>, void(Piece)>(
        std::move(initiate), net::use_awaitable);
}

void Server::Impl::finish(Response& response) const {
    for (const Header& header : site_.headers)
        if (response.header(header.name).empty()) response.headers.push_back(header);
}

net::awaitable<bool> Server::Impl::write_answer(Connection& connection, Response& response) {
    const auto* poll = std::get_if<LongPoll>(&response.body);
    const bool waits = poll || std::holds_alternative<EventStream>(response.body);
    if (waits && subscribers_ >= limits_.subscribers_max) {
        response = problem(503, "overloaded", "too many wait for news");
        finish(response);
    } else if (poll) {
        response = co_await wait_for_news(connection, *poll);
    }
    if (std::holds_alternative<EventStream>(response.body)) {
        co_await write_events(connection);
        co_return false;
    }
    const bool is_stream = std::holds_alternative<StreamBody>(response.body);
    // HTTP/1.0 knows no chunks: the end of the connection ends the body.
    if (is_stream && connection.is_http_1_0) connection.keeps_alive = false;
    const std::string head =
        head_bytes(response, connection.keeps_alive, is_stream && !connection.is_http_1_0);
    const std::string* text = std::get_if<std::string>(&response.body);
    if (const auto* shared = std::get_if<SharedBytes>(&response.body)) text = shared->get();
    if (connection.is_head || !may_have_body(response.status))
        co_return co_await write(connection, head);

    if (text && text->size() <= kPieceBytes) co_return co_await write(connection, head + *text);
    if (!co_await write(connection, head)) co_return false;
    if (text) co_return co_await write(connection, *text);
    if (is_stream) co_return co_await write_stream(connection, std::get<StreamBody>(response.body));
    co_return co_await write_file(connection, std::get<FileBody>(response.body));
}

net::awaitable<bool> Server::Impl::write(Connection& connection, std::string_view bytes) {
    // Each piece has a deadline of its own: a slow reader may take long, a stuck one may not.
    while (!bytes.empty()) {
        const std::string_view piece = bytes.substr(0, kPieceBytes);
        error_code error;
        connection.stream.expires_after(limits_.write_time);
        co_await net::async_write(*connection.stream, net::buffer(piece.data(), piece.size()),
                                  net::redirect_error(net::use_awaitable, error));
        if (error) co_return false;
        bytes.remove_prefix(piece.size());
    }
    co_return true;
}

net::awaitable<bool> Server::Impl::write_file(Connection& connection, const FileBody& file) {
    std::ifstream in{file.path, std::ios::binary};
    in.seekg(static_cast<std::streamoff>(file.offset));
    std::string piece;
    std::uint64_t left = file.size;
    while (left > 0) {
        piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, kPieceBytes)));
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        // Fewer bytes than announced: cut, so that nobody takes it for the whole.
        if (!in) co_return false;
        if (!co_await write(connection, piece)) co_return false;
        left -= piece.size();
    }
    co_return true;
}

net::awaitable<bool> Server::Impl::write_stream(Connection& connection, const StreamBody& body) {
    for (;;) {
        connection.stream.expires_never();  // the maker of the pieces has its own bounds
        const Piece piece = co_await next_piece(body);
        if (!piece) {
            spdlog::warn("an export was cut: {}", piece.error().detail);
            co_return false;
        }
        if (!*piece) break;
        if ((*piece)->empty()) continue;
        const std::string bytes = connection.is_http_1_0 ? **piece : chunk_bytes(**piece);
        if (!co_await write(connection, bytes)) co_return false;
    }
    if (connection.is_http_1_0) co_return true;
    co_return co_await write(connection, "0\r\n\r\n");
}

// Among those who are told, as long as it lives.
struct Server::Impl::Joined {
    Joined(Impl& owner, const net::any_io_executor& executor)
        : server{owner},
          counted{owner.subscribers_},
          self{std::make_shared<Subscriber>(Subscriber{executor, net::steady_timer{executor}, 0})} {
        {
            const std::lock_guard lock{server.subscribers_mutex_};
            place = server.subscriber_list_.insert(server.subscriber_list_.end(), self);
        }
        self->seq = server.announced_;  // after joining: nothing announced meanwhile is missed
    }
    ~Joined() {
        const std::lock_guard lock{server.subscribers_mutex_};
        server.subscriber_list_.erase(place);
    }
    Joined(const Joined&) = delete;
    Joined& operator=(const Joined&) = delete;

    Impl& server;
    Counted counted;
    std::shared_ptr<Subscriber> self;
    std::list<std::shared_ptr<Subscriber>>::iterator place;
};

net::awaitable<Response> Server::Impl::wait_for_news(Connection& connection, LongPoll poll) {
    const Joined joined{*this, co_await net::this_coro::executor};
    Subscriber& self = *joined.self;
    if (poll.known == self.seq) {
        connection.stream.expires_never();
        error_code error;
        self.timer.expires_after(limits_.long_poll);
        co_await self.timer.async_wait(net::redirect_error(net::use_awaitable, error));
    }
    Response response;
    response.set("Content-Type", "application/json").set("Cache-Control", "no-store");
    response.body = "{\"seq\":" + std::to_string(self.seq) + "}";
    finish(response);
    co_return response;
}

net::awaitable<void> Server::Impl::write_events(Connection& connection) {
    const Joined joined{*this, co_await net::this_coro::executor};
    const std::shared_ptr<Subscriber>& self = joined.self;

    Response head;
    head.set("Content-Type", "text/event-stream; charset=utf-8").set("Cache-Control", "no-store");
    // Proxies in between must pass each event on at once.
    head.set("X-Accel-Buffering", "no");
    finish(head);
    head.body = StreamBody{};
    std::string bytes = head_bytes(head, false, false) + "retry: 2000\n\n";
    // The first one comes at once: whoever hears nothing then knows that something holds it back.
    std::optional<std::uint64_t> sent;
    for (;;) {
        if (self->seq != sent) {
            sent = self->seq;
            bytes += "event: change\ndata: {\"seq\":" + std::to_string(*sent) + "}\n\n";
        }
        if (!co_await write(connection, bytes)) co_return;
        bytes.clear();
        if (self->seq != sent) continue;
        connection.stream.expires_never();
        error_code error;
        self->timer.expires_after(limits_.heartbeat);
        co_await self->timer.async_wait(net::redirect_error(net::use_awaitable, error));
        if (!error) bytes = ":\n\n";  // nobody woke it: a sign of life, which also finds the dead
    }
}

void Server::Impl::announce(std::uint64_t seq) {
    announced_ = seq;
    const std::lock_guard lock{subscribers_mutex_};
    for (const auto& subscriber : subscriber_list_)
        net::post(subscriber->executor, [subscriber, seq] {
            if (seq <= subscriber->seq) return;
            subscriber->seq = seq;
            subscriber->timer.cancel();
        });
}

// After a refusal the peer may still be sending: closing at once would throw our answer away with a
// reset before it has been read.
net::awaitable<void> Server::Impl::linger(Connection& connection) {
    error_code error;
    (*connection.stream).shutdown(tcp::socket::shutdown_send, error);
    connection.stream.expires_after(kLingerTime);
    std::size_t read = 0;
    std::vector<char> sink(4096);
    while (!error && read < kLingerBytesMax)
        read +=
            co_await (*connection.stream)
                .async_read_some(net::buffer(sink), net::redirect_error(net::use_awaitable, error));
}

Result<std::unique_ptr<Server>> Server::listen(const std::string& address, std::uint16_t port,
                                               Limits limits, Site site) {
    auto impl = std::make_unique<Impl>(limits, std::move(site));
    if (auto listening = impl->listen(address, port); !listening) return fail(listening.error());
    return std::unique_ptr<Server>{new Server{std::move(impl)}};
}

Server::Server(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
Server::~Server() = default;
std::uint16_t Server::port() const {
    return impl_->port();
}
void Server::run(unsigned threads) {
    impl_->run(threads);
}
void Server::stop() {
    impl_->stop();
}
void Server::announce(std::uint64_t seq) {
    impl_->announce(seq);
}
Server::Counts Server::counts() const {
    return impl_->counts();
}

}  // namespace qp::city::http
