// SPDX-License-Identifier: EUPL-1.2
// Which contribution a photo belongs to.
#include "sync/city/storage/operation_log.h"

namespace qp::city::storage {

Result<BlobPlace> OperationLog::blob_place(const ops::BlobOwner& owner, const ops::Hash& hash) {
    auto find = database_.prepare(
        "SELECT chain.id, is_withdrawn,"
        " (SELECT count(*) FROM blob WHERE blob.chain = chain.id),"
        " EXISTS(SELECT 1 FROM blob WHERE blob.chain = chain.id AND blob.hash = ?3)"
        " FROM chain WHERE author = ?1 AND epoch = ?2"
        " AND EXISTS(SELECT 1 FROM operation WHERE operation.chain = chain.id)");
    if (!find) return fail(find.error());
    find->bind(1, BytesView{owner.author}).bind(2, BytesView{owner.epoch});
    const auto row = find->bind(3, BytesView{hash}).step();
    if (!row) return fail(row.error());
    BlobPlace place;
    if (!*row) return place;
    place.chain = find->integer(0);
    if (find->integer(1) != 0)
        place.state = BlobPlace::State::withdrawn;
    else if (find->integer(3) != 0)
        place.state = BlobPlace::State::complete;
    else if (find->integer(2) >= static_cast<std::int64_t>(ops::kPhotosMax))
        place.state = BlobPlace::State::too_many;
    else
        place.state = BlobPlace::State::welcome;
    return place;
}

Status OperationLog::keep_blob(ChainId chain, const ops::Hash& hash, std::uint64_t size) {
    auto insert = database_.prepare("INSERT INTO blob(chain, hash, size) VALUES(?1, ?2, ?3)");
    if (!insert) return fail(insert.error());
    return insert->bind(1, chain).bind(2, BytesView{hash}).bind(3, size).run();
}

Result<std::vector<ops::Hash>> OperationLog::erased_blobs(std::uint32_t limit) {
    auto find = database_.prepare(
        "SELECT hash FROM blob JOIN chain ON chain.id = blob.chain WHERE is_withdrawn = 1"
        " LIMIT ?1");
    if (!find) return fail(find.error());
    find->bind(1, limit);
    std::vector<ops::Hash> hashes;
    for (;;) {
        const auto row = find->step();
        if (!row) return fail(row.error());
        if (!*row) return hashes;
        const auto hash = to_array<32>(find->blob(0));
        if (!hash) return fail(Code::damaged, "a photo's hash in operations.db");
        hashes.push_back(*hash);
    }
}

Status OperationLog::forget_blob(const ops::Hash& hash) {
    auto remove = database_.prepare("DELETE FROM blob WHERE hash = ?1");
    if (!remove) return fail(remove.error());
    return remove->bind(1, BytesView{hash}).run();
}

}  // namespace qp::city::storage
