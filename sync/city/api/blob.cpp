// SPDX-License-Identifier: EUPL-1.2
#include "core/ops/blob.h"

#include "sync/city/api/city_api.h"
#include "sync/city/http/problem.h"

namespace qp::city::api {

namespace {
constexpr std::string_view kPath = "/api/v1/blob/";
}

bool CityApi::is_blob(const std::string& path) {
    return path.compare(0, kPath.size(), kPath) == 0;
}

// One piece of a photo. Nobody can read one here: photos wait for the editors.
void CityApi::blob(http::Request request, const http::Reply& reply) {
    const auto name_bytes = from_hex(std::string_view{request.path}.substr(kPath.size()));
    const auto hash = name_bytes ? to_array<32>(*name_bytes) : std::nullopt;
    if (!hash) return reply(http::problem(404, name(Code::not_found), "no such resource"));
    const auto keys = parts_.keys.current();
    storage::Storage::BlobJob job;
    job.body = std::make_shared<const Bytes>(std::move(request.body));
    auto piece = ops::decode_blob_piece(*job.body, keys->city().id, *hash);
    if (!piece) return reply(http::problem(piece.error()));
    job.hash = *hash;
    job.piece = *piece;
    job.done = [reply, keys, &clock = parts_.clock](Result<ops::BlobReceipt> receipt) {
        if (!receipt) return reply(http::problem(receipt.error()));
        http::Response response;
        response.set("Content-Type", "application/cbor").set("Cache-Control", "no-store");
        response.body = std::string{
            as_text(ops::sign_receipt(keys->city(), keys->signing_key(clock.now()), *receipt))};
        reply(std::move(response));
    };
    parts_.storage.keep(std::move(job));
}

}  // namespace qp::city::api
