// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/http/compression.h"

#include <zlib.h>
#include <zstd.h>

#include <array>
#include <memory>

namespace qp::city::http {

namespace {

constexpr std::size_t kStep = 16 * 1024;

Result<Bytes> gunzipped(BytesView body, std::size_t size_max) {
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK)
        return fail(Code::no_space, "no memory to unpack a body");
    const std::unique_ptr<z_stream, void (*)(z_stream*)> end{
        &stream, [](z_stream* open) { inflateEnd(open); }};
    stream.next_in = const_cast<Bytef*>(body.data());
    stream.avail_in = static_cast<uInt>(body.size());

    Bytes result;
    std::array<std::uint8_t, kStep> step;
    int state = Z_OK;
    while (state != Z_STREAM_END) {
        stream.next_out = step.data();
        stream.avail_out = step.size();
        state = inflate(&stream, Z_NO_FLUSH);
        if (state != Z_OK && state != Z_STREAM_END) return fail(Code::malformed, "body is no gzip");
        const std::size_t made = step.size() - stream.avail_out;
        if (result.size() + made > size_max) return fail(Code::too_large, "unpacked body");
        result.insert(result.end(), step.begin(), step.begin() + static_cast<std::ptrdiff_t>(made));
        if (state == Z_OK && made == 0 && stream.avail_in == 0)
            return fail(Code::malformed, "gzip body is cut off");
    }
    if (stream.avail_in != 0) return fail(Code::malformed, "bytes after the gzip body");
    return result;
}

Result<Bytes> unzstd(BytesView body, std::size_t size_max) {
    const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context{ZSTD_createDCtx(),
                                                                          ZSTD_freeDCtx};
    if (!context) return fail(Code::no_space, "no memory to unpack a body");
    // A frame may ask for a window of gigabytes; ours are small.
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, 22);
    ZSTD_inBuffer in{body.data(), body.size(), 0};
    Bytes result;
    std::array<std::uint8_t, kStep> step;
    std::size_t state = 1;
    while (state != 0) {
        ZSTD_outBuffer out{step.data(), step.size(), 0};
        state = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(state)) return fail(Code::malformed, "body is no zstd");
        if (result.size() + out.pos > size_max) return fail(Code::too_large, "unpacked body");
        result.insert(result.end(), step.begin(),
                      step.begin() + static_cast<std::ptrdiff_t>(out.pos));
        if (state != 0 && out.pos == 0 && in.pos == in.size)
            return fail(Code::malformed, "zstd body is cut off");
    }
    if (in.pos != in.size) return fail(Code::malformed, "bytes after the zstd body");
    return result;
}

}  // namespace

Result<Bytes> unpacked(BytesView body, std::string_view coding, std::size_t size_max) {
    if (coding == "gzip") return gunzipped(body, size_max);
    if (coding == "zstd") return unzstd(body, size_max);
    if (!coding.empty() && coding != "identity")
        return fail(Code::bad_argument, "Content-Encoding is none of gzip, zstd, identity");
    if (body.size() > size_max) return fail(Code::too_large, "body");
    return Bytes{body.begin(), body.end()};
}

std::string gzipped(std::string_view text) {
    z_stream stream{};
    // Failing here means no memory for 256 kB of state: sending it unpacked would not help.
    if (deflateInit2(&stream, 5, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        std::abort();
    std::string result(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    deflate(&stream, Z_FINISH);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    return result;
}

}  // namespace qp::city::http
