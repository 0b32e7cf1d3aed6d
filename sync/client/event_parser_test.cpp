// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/event_parser.h"

#include <doctest/doctest.h>

using qp::client::EventParser;
using Events = std::vector<std::string>;

namespace {

// However the bytes are cut, the events are the same.
Events fed(const std::string& text, std::size_t piece_bytes) {
    EventParser parser;
    Events all;
    for (std::size_t at = 0; at < text.size(); at += piece_bytes)
        for (std::string& event : parser.feed(std::string_view{text}.substr(at, piece_bytes)))
            all.push_back(std::move(event));
    return all;
}

}  // namespace

TEST_CASE("events are found however the network cuts the stream") {
    const std::string text =
        ": hello\n\nevent: change\ndata: {\"seq\":7}\n\n: beat\n\nevent:change\ndata:x\n\ndata: "
        "y\n\n";
    for (const std::size_t piece : {1, 2, 3, 7, 1000})
        CHECK(fed(text, piece) == Events{"change", "change", "message"});
}

TEST_CASE("every kind of line break ends a line") {
    for (const std::size_t piece : {1, 5, 1000})
        CHECK(fed("event: change\r\ndata: 1\r\n\r\nevent: a\rdata: 2\r\r", piece) ==
              Events{"change", "a"});
}

TEST_CASE("a comment or an event without data is no event") {
    CHECK(fed(": heartbeat\n\n", 1).empty());
    CHECK(fed("event: change\n\n", 1).empty());
}

TEST_CASE("a line without end costs no memory, and the stream goes on behind it") {
    const std::string text = "data: " + std::string(100000, 'x') + "\n\nevent: change\ndata: 1\n\n";
    CHECK(fed(text, 1000) == Events{"change"});
}
