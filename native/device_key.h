// SPDX-License-Identifier: EUPL-1.2
// The lasting key of a kiosk or relay. A city that has enrolled its public key ([[enrolled]] in
// city.toml) counts its ballots as coming from a kiosk and waits for its word that a poll is
// drained. It says nothing of residents, who have keys of their own for each contribution.
#pragma once

#include <string>

#include "core/base/ports.h"
#include "core/base/result.h"
#include "core/ops/crypto.h"

namespace qp::native {

// The key in this file (64 hex digits), made at the first start and readable by its owner alone.
// damaged: the file is there and holds no key; it is never replaced, since the city knows the old
// one. Else the error of reading or writing it.
Result<ops::KeyPair> device_key(const std::string& path, Random& random);

}  // namespace qp::native
