// SPDX-License-Identifier: EUPL-1.2
// Requests and responses as handlers see them: plain values, so that only server.cpp knows Beast.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace qp::city::http {

struct Header {
    std::string name;
    std::string value;
};

struct Request {
    std::string method;           // "GET"; HEAD arrives as GET, the server leaves the body out
    std::string path;             // percent-decoded, begins with '/'
    std::string query;            // as it came, without '?'
    std::vector<Header> headers;  // names in lower case
    Bytes body;

    // Empty where there is none.
    std::string_view header(std::string_view lower_case_name) const;
    // The first parameter of that name, decoded ('+' is a blank).
    std::optional<std::string> parameter(std::string_view name) const;
};

// "%C3%A4" → "ä". Nothing where an escape is broken or a zero byte would come out.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank);

// A part of a file, read while it is sent.
struct FileBody {
    std::string path;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::shared_ptr<const void> keep;  // held until it is sent
};

// Made piece by piece, so that memory stays bounded however long it gets. `next` calls `give` once,
// on any thread: a piece, nothing at the end, or an error, which cuts the connection (a reader must
// not take half an export for the whole).
using Piece = Result<std::optional<std::string>>;
struct StreamBody {
    std::function<void(std::function<void(Piece)> give)> next;
};

// Server-sent events: Server::announce wakes it.
struct EventStream {};

// Long poll, for those whom no event stream reaches (a proxy that holds answers back until they are
// complete): answers {"seq":N} as soon as the announced number is another than the one the client
// knows, or after Limits::long_poll.
struct LongPoll {
    std::optional<std::uint64_t> known;  // unset: answers at once
};

// Bytes that several answers share.
using SharedBytes = std::shared_ptr<const std::string>;

struct Response {
    int status = 200;
    std::vector<Header> headers;
    std::variant<std::string, SharedBytes, FileBody, StreamBody, EventStream, LongPoll> body;

    Response& set(std::string name, std::string value);    // replaces
    std::string_view header(std::string_view name) const;  // any case; empty where there is none
};

// Answers a request, once, from any thread. A handler that forgets to answer gives 500, so that
// nobody waits for ever.
class Reply {
public:
    explicit Reply(std::function<void(Response)> send);
    void operator()(Response response) const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

using Handler = std::function<void(Request, Reply)>;

const char* reason_phrase(int status);

}  // namespace qp::city::http
