// SPDX-License-Identifier: EUPL-1.2
// The table [listen], which city and relay have in common.
#pragma once

#include <string>

#include "native/config_file.h"
#include "sync/city/http/server.h"

namespace qp::city::program {

struct ListenConfig {
    std::string address;
    std::uint16_t port = 0;
    unsigned threads = 2;
    http::Limits limits;
};
void read_listen(native::ConfigSection listen, const std::string& address, ListenConfig& config);

}  // namespace qp::city::program
