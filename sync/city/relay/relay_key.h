// SPDX-License-Identifier: EUPL-1.2
// The relay's own key, and the certificate by which the city vouches for it.
//
//   relay.key    seed of its key (hex), made at first start, readable by its owner only
//   relay.cert   the certificate (hex), as `quartierpuls-city enroll` writes it
#pragma once

#include <optional>
#include <string>

#include "core/base/ports.h"
#include "core/ops/relay.h"

namespace qp::city::relay {

struct RelayKey {
    ops::KeyPair key;
    ops::RelayCertificate certificate;
};

// Made where there is none. damaged: a file that holds no key.
Result<ops::KeyPair> relay_key_or_new(const std::string& path, Random& random);
// not_found; wrong_city; refused: it is for another key; malformed. Who signed it is not asked:
// that needs the city's keys.
Result<ops::RelayCertificate> read_certificate(const std::string& path, const ops::CityId& city,
                                               const ops::PublicKey& relay);
Status write_certificate(const std::string& path, BytesView certificate);

}  // namespace qp::city::relay
