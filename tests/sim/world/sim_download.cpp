// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/world/sim_download.h"

#include "core/ops/pull.h"

namespace qp::sim {
namespace {

constexpr int kOfNoUse = 502;

template <std::size_t N>
std::optional<ByteArray<N>> fixed(const std::optional<Bytes>& bytes) {
    return bytes ? to_array<N>(*bytes) : std::nullopt;
}

}  // namespace

Asked SimDownload::ask(const replica::Request& request) const {
    Asked asked{request};
    const auto part = machine_.disk.find(kPart);
    const auto hash = machine_.disk.find(kPartHash);
    if (!part || part->now.empty() || !hash || hash->now.size() != 64) return asked;
    asked.range = "bytes=" + std::to_string(part->now.size()) + "-";
    asked.if_range = "\"" + std::string{as_text(hash->now)} + "\"";
    return asked;
}

std::optional<int> SimDownload::take(const std::optional<Said>& said, const ops::CityKeys& keys) {
    if (!said) return std::nullopt;
    if (said->status == 416) remove_part();
    if (said->status != 200 && said->status != 206) return said->status;
    const auto hash = machine_.disk.find(kPartHash);
    const bool goes_on = said->status == 206 && hash && as_text(hash->now) == said->hash;
    if (!goes_on) {
        remove_part();
        if (said->status == 206) return kOfNoUse;
        if (!append(kPartHash, as_bytes(said->hash))) return kOfNoUse;
    }
    if (!append(kPart, said->body)) {
        remove_part();
        return kOfNoUse;
    }
    const auto part = machine_.disk.find(kPart);
    if (part->now.size() < said->whole_bytes) return std::nullopt;
    if (!is_sound(*said, keys)) {
        remove_part();
        return kOfNoUse;
    }
    remove();
    const Bytes whole = part->now;
    const bool is_there = append(kFile, whole);
    remove_part();
    return is_there ? 200 : kOfNoUse;
}

bool SimDownload::is_sound(const Said& said, const ops::CityKeys& keys) const {
    const auto said_hash = fixed<32>(from_hex(said.hash));
    const auto key = fixed<8>(from_hex(said.key));
    const auto signature = fixed<64>(from_base64url(said.signature));
    if (!said_hash || !key || !signature) return false;
    return ops::sha256(machine_.disk.find(kPart)->now) == *said_hash &&
           ops::verify_snapshot(keys, *key, scopes_, *said_hash, *signature);
}

bool SimDownload::append(const char* name, BytesView bytes) {
    auto file = machine_.disk.find(name);
    if (!file) file = machine_.disk.create(name);
    return file && machine_.disk.write(*file, file->now.size(), bytes) == Disk::Done::ok;
}

void SimDownload::remove() {
    for (const char* ending : {"", "-wal", "-journal"})
        machine_.disk.remove(kFile + std::string{ending});
}

void SimDownload::remove_part() {
    machine_.disk.remove(kPart);
    machine_.disk.remove(kPartHash);
}

}  // namespace qp::sim
