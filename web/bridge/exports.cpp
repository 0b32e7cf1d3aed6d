// SPDX-License-Identifier: EUPL-1.2
// The one function that the worker calls.
#include <emscripten.h>

#include <cstdint>

#include "web/bridge/phone_core.h"

namespace {

// Where the reply lies, until the next call.
struct ReplyAddress {
    const char* json;
    std::uint32_t json_size;
    const std::uint8_t* bytes;
    std::uint32_t bytes_size;
};

}  // namespace

extern "C" EMSCRIPTEN_KEEPALIVE const ReplyAddress* qp_message(const char* json,
                                                               std::uint32_t json_size,
                                                               const std::uint8_t* bytes,
                                                               std::uint32_t bytes_size) {
    static qp::web::PhoneCore core;
    static qp::web::Reply reply;
    static ReplyAddress address;
    reply = core.on_message({json, json_size}, {bytes, bytes_size});
    address = {reply.json.data(), static_cast<std::uint32_t>(reply.json.size()), reply.bytes.data(),
               static_cast<std::uint32_t>(reply.bytes.size())};
    return &address;
}
