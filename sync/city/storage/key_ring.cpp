// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/key_ring.h"

namespace qp::city::storage {

namespace {

constexpr std::chrono::seconds kLookEvery{2};

std::filesystem::file_time_type written_at(const std::string& folder) {
    std::error_code error;
    return std::filesystem::last_write_time(folder + "/city-keys.cbor", error);
}

}  // namespace

Result<std::unique_ptr<KeyRing>> KeyRing::open(const std::string& folder) {
    auto keys = KeyStore::open(folder);
    if (!keys) return fail(keys.error());
    return std::unique_ptr<KeyRing>{new KeyRing{folder, std::move(*keys)}};
}

KeyRing::KeyRing(std::string folder, KeyStore keys)
    : folder_{std::move(folder)},
      keys_{std::make_shared<const KeyStore>(std::move(keys))},
      written_at_{written_at(folder_)},
      looked_at_{std::chrono::steady_clock::now()} {}

std::shared_ptr<const KeyStore> KeyRing::current() {
    const std::lock_guard lock{mutex_};
    const auto now = std::chrono::steady_clock::now();
    if (now - looked_at_ < kLookEvery) return keys_;
    looked_at_ = now;
    const auto changed_at = written_at(folder_);
    if (changed_at == written_at_) return keys_;
    auto keys = KeyStore::open(folder_);
    if (!keys) return keys_;
    written_at_ = changed_at;
    keys_ = std::make_shared<const KeyStore>(std::move(*keys));
    return keys_;
}

}  // namespace qp::city::storage
