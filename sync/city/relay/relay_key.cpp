// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/relay/relay_key.h"

#include "native/files.h"

namespace qp::city::relay {

namespace {

constexpr std::size_t kFileBytesMax = 4 * 1024;

Result<Bytes> read_hex(const std::string& path) {
    auto text = native::read_text(path, kFileBytesMax);
    if (!text) return fail(text.error());
    while (!text->empty() && (text->back() == '\n' || text->back() == '\r' || text->back() == ' '))
        text->pop_back();
    auto bytes = from_hex(*text);
    if (!bytes) return fail(Code::malformed, path + " is not hex digits");
    return std::move(*bytes);
}

Status write_hex(const std::string& path, BytesView bytes, native::Access access) {
    return native::write_durably(path, as_bytes(to_hex(bytes) + "\n"), access);
}

}  // namespace

Result<ops::KeyPair> relay_key_or_new(const std::string& path, Random& random) {
    if (!native::exists(path)) {
        const ops::KeyPair key = ops::KeyPair::generate(random);
        if (auto written = write_hex(path, key.seed(), native::Access::owner); !written)
            return fail(written.error());
        return key;
    }
    const auto bytes = read_hex(path);
    const auto seed = bytes ? to_array<32>(*bytes) : std::nullopt;
    if (!seed) return fail(Code::damaged, path + " is no key");
    return ops::KeyPair::from_seed(*seed);
}

Result<ops::RelayCertificate> read_certificate(const std::string& path, const ops::CityId& city,
                                               const ops::PublicKey& relay) {
    const auto bytes = read_hex(path);
    if (!bytes) return fail(bytes.error());
    auto certificate = ops::read_relay_certificate(*bytes, city);
    if (!certificate)
        return fail(certificate.error().code, path + ": " + certificate.error().detail);
    if (certificate->relay != relay)
        return fail(Code::refused, path + " is for the relay " + to_hex(certificate->relay) +
                                       ", this one is " + to_hex(relay));
    return certificate;
}

Status write_certificate(const std::string& path, BytesView certificate) {
    return write_hex(path, certificate, native::Access::everybody);
}

}  // namespace qp::city::relay
