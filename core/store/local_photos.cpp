// SPDX-License-Identifier: EUPL-1.2
// Photos on their way: sealed when they are saved, out once their idea has been received.
#include "core/store/local_impl.h"

namespace qp::store {

Status Local::Impl::queue_photo(const ops::KeyPair& author, const ops::Epoch& epoch,
                                const ops::CityId& city_id, const ops::Hash& hash,
                                const Bytes& blob) {
    auto statement = database.prepare(
        "INSERT INTO photos(hash, author, epoch, signature, blob) VALUES(?1, ?2, ?3, ?4, ?5)");
    if (!statement) return fail(statement.error());
    // A kiosk has forgotten the author's key by the time it goes out.
    const ops::Signature signature = ops::sign_blob(city_id, author, epoch, hash);
    statement->bind(1, hash).bind(2, author.public_key()).bind(3, epoch);
    return statement->bind(4, signature).bind(5, blob).run();
}

Result<std::optional<PendingPhoto>> Local::next_photo(std::int64_t after_number) {
    auto statement = impl_->database.prepare(
        "SELECT photos.id, photos.hash, photos.author, photos.epoch, signature, length(blob), "
        "received"
        " FROM photos JOIN outbox ON outbox.author = photos.author AND outbox.epoch = photos.epoch"
        " AND first_seq = 1 AND outbox.state = 1"
        " WHERE photos.state = 0 AND photos.id > ?1 ORDER BY photos.id LIMIT 1");
    if (!statement) return fail(statement.error());
    auto row = statement->bind(1, after_number).step();
    if (!row) return fail(row.error());
    if (!*row) return std::optional<PendingPhoto>{};
    const auto hash = to_array<32>(statement->blob(1));
    const auto author = to_array<32>(statement->blob(2));
    const auto epoch = to_array<8>(statement->blob(3));
    const auto signature = to_array<64>(statement->blob(4));
    if (!hash || !author || !epoch || !signature) return fail(Code::damaged, "a stored photo");
    return std::optional<PendingPhoto>{
        PendingPhoto{statement->integer(0),
                     *hash,
                     {*author, *epoch},
                     *signature,
                     static_cast<std::uint64_t>(statement->integer(5)),
                     static_cast<std::uint64_t>(statement->integer(6))}};
}

Result<Bytes> Local::photo_piece(const ops::Hash& hash, std::uint64_t offset, std::size_t count) {
    auto statement =
        impl_->database.prepare("SELECT substr(blob, ?2, ?3) FROM photos WHERE hash = ?1");
    if (!statement) return fail(statement.error());
    statement->bind(1, hash).bind(2, offset + 1).bind(3, static_cast<std::uint64_t>(count));
    auto row = statement->step();
    if (!row) return fail(row.error());
    if (!*row) return fail(Code::not_found, "no such photo");
    const BytesView piece = statement->blob(0);
    return Bytes{piece.begin(), piece.end()};
}

Status Local::mark(const ops::BlobReceipt& receipt) {
    const auto day = impl_->city_day();
    if (!day) return fail(day.error());
    auto statement = impl_->database.prepare(
        "UPDATE photos SET received = ?2, state = ?3, received_day = ?4"
        " WHERE hash = ?1 AND length(blob) = ?5 AND state = 0");
    if (!statement) return fail(statement.error());
    statement->bind(1, receipt.hash).bind(2, receipt.received);
    statement->bind(3, receipt.is_complete() ? 1 : 0);
    if (receipt.is_complete()) statement->bind(4, *day);
    return statement->bind(5, receipt.size).run();
}

}  // namespace qp::store
