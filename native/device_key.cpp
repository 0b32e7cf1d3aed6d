// SPDX-License-Identifier: EUPL-1.2
#include "native/device_key.h"

#include "native/files.h"

namespace qp::native {

namespace {
constexpr std::size_t kFileBytesMax = 1024;
}

Result<ops::KeyPair> device_key(const std::string& path, Random& random) {
    if (!exists(path)) {
        const ops::KeyPair made = ops::KeyPair::generate(random);
        const std::string text = to_hex(made.seed()) + "\n";
        if (auto written = write_durably(path, as_bytes(text), Access::owner); !written)
            return fail(written.error());
        return made;
    }
    const auto text = read_text(path, kFileBytesMax);
    if (!text) return fail(text.error());
    const std::string hex = text->substr(0, text->find_last_not_of(" \r\n") + 1);
    const auto bytes = from_hex(hex);
    const auto seed = bytes ? to_array<32>(*bytes) : std::nullopt;
    if (!seed) return fail(Code::damaged, path + " holds no key");
    return ops::KeyPair::from_seed(*seed);
}

}  // namespace qp::native
