// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/key_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "native/files.h"

namespace qp::city::storage {

namespace {

using nlohmann::json;

constexpr std::size_t kFileBytesMax = 64 * 1024;

std::string genesis_path(const std::string& folder) {
    return folder + "/genesis.key";
}
std::string secrets_path(const std::string& folder) {
    return folder + "/secrets.json";
}
std::string list_path(const std::string& folder) {
    return folder + "/city-keys.cbor";
}

std::optional<ops::Seed> seed_from(std::string_view hex) {
    while (!hex.empty() && (hex.back() == '\n' || hex.back() == '\r')) hex.remove_suffix(1);
    const auto bytes = from_hex(hex);
    return bytes ? to_array<32>(*bytes) : std::nullopt;
}

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Result<std::vector<ops::CitySecret>> read_secrets(const std::string& path) {
    const auto text = native::read_text(path, kFileBytesMax);
    if (!text) return fail(text.error());
    const json parsed = json::parse(*text, nullptr, false);
    if (!parsed.is_array() || parsed.empty())
        return fail(Code::damaged, path + " is no list of keys");
    std::vector<ops::CitySecret> secrets;
    for (const json& entry : parsed) {
        const auto sign = seed_from(text_of(entry, "sign"));
        const auto box = seed_from(text_of(entry, "box"));
        const auto not_before = from_iso(text_of(entry, "not_before"));
        if (!sign || !box || !not_before) return fail(Code::damaged, path + " has a broken key");
        secrets.push_back(
            {ops::KeyPair::from_seed(*sign), ops::BoxKeyPair::from_secret(*box), *not_before});
    }
    return secrets;
}

Result<ops::KeyPair> read_genesis(const std::string& path) {
    const auto text = native::read_text(path, kFileBytesMax);
    if (!text) return fail(text.error());
    const auto seed = seed_from(*text);
    if (!seed) return fail(Code::damaged, path + " is no key");
    return ops::KeyPair::from_seed(*seed);
}

Status write_text(const std::string& path, const std::string& text) {
    return native::write_durably(path, as_bytes(text), native::Access::owner);
}

}  // namespace

Result<KeyStore> KeyStore::open(const std::string& folder) {
    const auto bytes = native::read_bytes(list_path(folder), ops::kCityKeysBytesMax);
    if (!bytes) return fail(bytes.error());
    auto list = ops::decode_city_keys_on_first_use(*bytes);
    if (!list) return fail(Code::damaged, list_path(folder) + ": " + list.error().detail);
    auto secrets = read_secrets(secrets_path(folder));
    if (!secrets) return fail(secrets.error());
    for (const ops::CityKey& key : list->keys) {
        const bool is_there =
            std::any_of(secrets->begin(), secrets->end(),
                        [&](const ops::CitySecret& secret) { return secret.id() == key.id; });
        // Sealed ideas would be accepted that nobody can ever open.
        if (!is_there)
            return fail(Code::damaged, secrets_path(folder) + " lacks the key " + to_hex(key.id));
    }
    return KeyStore{folder, std::move(*list), std::move(*secrets)};
}

Result<KeyStore> KeyStore::create(const std::string& folder, const std::string& name,
                                  Random& random, Instant now) {
    if (native::exists(list_path(folder)) || native::exists(genesis_path(folder)))
        return fail(Code::conflict, folder + " holds keys already");
    if (auto made = native::make_folder(folder); !made) return fail(made.error());
    const ops::KeyPair genesis = ops::KeyPair::generate(random);
    std::vector<ops::CitySecret> secrets{ops::CitySecret::generate(random, now)};
    if (auto written = write_text(genesis_path(folder), to_hex(genesis.seed()) + "\n"); !written)
        return fail(written.error());
    KeyStore store{folder, ops::sign_city_keys(genesis, 1, secrets, name), secrets};
    if (auto written = store.write(); !written) return fail(written.error());
    return store;
}

const ops::CitySecret& KeyStore::signing_key(Instant now) const {
    const ops::KeyId id = list_.sealing_key(now).id;
    for (const ops::CitySecret& secret : secrets_)
        if (secret.id() == id) return secret;
    return secrets_.front();  // open() has checked that every listed key is there
}

Status KeyStore::rotate(Random& random, Instant not_before) {
    auto keys = listed();
    if (keys.size() >= ops::kCityKeysMax) return fail(Code::too_large, "too many city keys");
    keys.push_back(ops::CitySecret::generate(random, not_before));
    return sign_list(keys);
}

Status KeyStore::revoke(const ops::KeyId& id, Instant now) {
    auto keys = listed();
    const auto found = std::find_if(keys.begin(), keys.end(),
                                    [&](const ops::CitySecret& key) { return key.id() == id; });
    if (found == keys.end()) return fail(Code::not_found, "no listed key " + to_hex(id));
    keys.erase(found);
    const bool is_one_left = std::any_of(keys.begin(), keys.end(), [&](const ops::CitySecret& key) {
        return key.not_before <= now;
    });
    if (!is_one_left) return fail(Code::bad_argument, "no other key is in force: rotate first");
    return sign_list(keys);
}

std::vector<ops::CitySecret> KeyStore::listed() const {
    std::vector<ops::CitySecret> keys;
    for (const ops::CitySecret& secret : secrets_)
        if (list_.find(secret.id()) != nullptr) keys.push_back(secret);
    return keys;
}

Status KeyStore::sign_list(const std::vector<ops::CitySecret>& listed) {
    const auto genesis = read_genesis(genesis_path(folder_));
    if (!genesis) return fail(genesis.error());
    if (genesis->public_key() != list_.city.genesis)
        return fail(Code::wrong_city, genesis_path(folder_) + " is not this city's");
    for (const ops::CitySecret& key : listed) {
        const bool is_held =
            std::any_of(secrets_.begin(), secrets_.end(),
                        [&](const ops::CitySecret& held) { return held.id() == key.id(); });
        if (!is_held) secrets_.push_back(key);
    }
    list_ = ops::sign_city_keys(*genesis, list_.version + 1, listed, list_.name);
    return write();
}

// The secrets first: a list must never name a key whose secret a power cut took away.
Status KeyStore::write() const {
    json secrets = json::array();
    for (const ops::CitySecret& secret : secrets_)
        secrets.push_back({{"sign", to_hex(secret.sign_key.seed())},
                           {"box", to_hex(secret.box_key.secret)},
                           {"not_before", to_iso(secret.not_before)}});
    if (auto written = write_text(secrets_path(folder_), secrets.dump(1) + "\n"); !written)
        return written;
    return native::write_durably(list_path(folder_), list_.bytes, native::Access::owner);
}

Result<StaffKey> KeyStore::staff(const std::string& name, Random& random) {
    const bool is_plain =
        !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        });
    if (!is_plain)
        return fail(Code::bad_argument, "a staff name has lower-case letters, digits and hyphens");
    const std::string path = folder_ + "/staff/" + name + ".json";
    if (!native::exists(path)) {
        if (auto made = native::make_folder(folder_ + "/staff"); !made) return fail(made.error());
        const ops::KeyPair key = ops::KeyPair::generate(random);
        ops::Epoch epoch{};
        random.fill(epoch);
        const json file{{"key", to_hex(key.seed())}, {"epoch", to_hex(epoch)}};
        if (auto written = write_text(path, file.dump(1) + "\n"); !written)
            return fail(written.error());
    }
    const auto text = native::read_text(path, kFileBytesMax);
    if (!text) return fail(text.error());
    const json file = json::parse(*text, nullptr, false);
    if (!file.is_object()) return fail(Code::damaged, path + " is no key");
    const auto seed = seed_from(text_of(file, "key"));
    const auto epoch_bytes = from_hex(text_of(file, "epoch"));
    const auto epoch = epoch_bytes ? to_array<8>(*epoch_bytes) : std::nullopt;
    if (!seed || !epoch) return fail(Code::damaged, path + " is no key");
    return StaffKey{ops::KeyPair::from_seed(*seed), *epoch};
}

}  // namespace qp::city::storage
