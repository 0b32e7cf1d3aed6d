// SPDX-License-Identifier: EUPL-1.2
// The protocol's test vectors, made from seeds: they repeat byte for byte on every machine.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace qp::protocol {

using Json = nlohmann::ordered_json;

// By the name of their file in sync/protocol/vectors.
std::map<std::string, Json> make_vectors();
std::string spelt(const Json& vectors);

}  // namespace qp::protocol
