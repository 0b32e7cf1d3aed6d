// SPDX-License-Identifier: EUPL-1.2
// Server-sent events as a device reads them: pieces may break anywhere.
#include "sync/client/event_parser.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/target.h"

using namespace qp;
using namespace qp::fuzz;

QP_FUZZ_TARGET(event_stream) {
    Pieces pieces{input};
    const std::size_t piece_bytes = pieces.u8() + 1u;
    const BytesView stream = pieces.rest();
    client::EventParser whole;
    const auto events = whole.feed(as_text(stream));
    client::EventParser broken;
    std::vector<std::string> found;
    Pieces parts{stream};
    while (!parts.is_empty())
        for (auto& event : broken.feed(as_text(parts.bytes(piece_bytes))))
            found.push_back(std::move(event));
    hold(found == events, "events are the same wherever the pieces break");
    for (const std::string& event : events)
        hold(!event.empty() && event.size() <= client::EventParser::kLineBytesMax,
             "an event has a name, no longer than a line");
}
