// SPDX-License-Identifier: EUPL-1.2
// The city's keys on disk. The genesis key signs the list of city keys and may lie elsewhere (a
// safe) once the list is signed; what the server needs are the list and the secrets of its keys.
//
//   genesis.key     seed of the genesis key (hex); needed for rotation only
//   secrets.json    seeds of the city keys, each with its first moment; revoked ones stay
//   city-keys.cbor  the signed list that devices get
//   staff/NAME.json seed and chain epoch of a member of staff
#pragma once

#include <string>
#include <vector>

#include "core/base/ports.h"
#include "core/ops/chain.h"
#include "core/ops/city_keys.h"

namespace qp::city::storage {

struct StaffKey {
    ops::KeyPair key;
    ops::Epoch epoch{};
};

class KeyStore {
public:
    // not_found where there are none yet; damaged where a file does not fit the others.
    static Result<KeyStore> open(const std::string& folder);
    // A new genesis key and a first city key. conflict where there are keys already.
    static Result<KeyStore> create(const std::string& folder, const std::string& name,
                                   Random& random, Instant now);

    const ops::CityKeys& list() const { return list_; }
    const ops::City& city() const { return list_.city; }
    const std::vector<ops::CitySecret>& secrets() const { return secrets_; }
    // Signs receipts and snapshots: the newest key in force.
    const ops::CitySecret& signing_key(Instant now) const;

    // Adds a key that is in force from `not_before`, and signs a new list with the genesis key,
    // which must lie in the folder. Older keys stay listed, since sealed texts and receipts still
    // name them.
    Status rotate(Random& random, Instant not_before);
    // Takes a key from the list: its receipts and snapshots count no more once devices have the new
    // list. Its secret stays, since texts sealed to it may still be on their way. not_found: it is
    // not listed; bad_argument: it is the only one in force at `now`.
    Status revoke(const ops::KeyId& id, Instant now);
    // Makes the key at first use.
    Result<StaffKey> staff(const std::string& name, Random& random);

private:
    KeyStore(std::string folder, ops::CityKeys list, std::vector<ops::CitySecret> secrets)
        : folder_{std::move(folder)}, list_{std::move(list)}, secrets_{std::move(secrets)} {}
    Status write() const;
    Status sign_list(const std::vector<ops::CitySecret>& listed);
    std::vector<ops::CitySecret> listed() const;

    std::string folder_;
    ops::CityKeys list_;
    std::vector<ops::CitySecret> secrets_;  // of those listed, and of those revoked
};

}  // namespace qp::city::storage
