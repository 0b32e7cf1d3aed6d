// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/usb/carrier.h"

#include <optional>

#include "core/ops/return_bundle.h"
#include "native/files.h"

namespace qp::kiosk {

namespace {

constexpr const char* kReturnEnding = ".qpr";

// A file as it comes from the stick: first the document, then the snapshot, copied to our own disk
// and hashed on the way.
class Incoming {
public:
    Incoming(replica::Replica& replica, const ReadPlace& place)
        : replica_{replica}, place_{place} {}

    Status take(BytesView piece) {
        if (!bundle_) return take_head(piece);
        return take_snapshot(piece);
    }
    const std::optional<ops::ReturnBundle>& bundle() const { return bundle_; }
    // Whether the snapshot is whole at its path. Why not, where it is not.
    Status finish() {
        if (!copy_ || copied_ != bundle_->snapshot_bytes)
            return fail(Code::malformed, "a return that was cut off");
        if (hash_.finish() != bundle_->snapshot_hash)
            return fail(Code::bad_signature, "the snapshot in a return was changed");
        return copy_->finish();
    }

private:
    Status take_head(BytesView piece) {
        head_.insert(head_.end(), piece.begin(), piece.end());
        if (head_.size() < ops::kReturnLengthBytes) return {};
        const auto length = ops::return_document_bytes(head_);
        if (!length) return fail(length.error());
        const std::size_t end = ops::kReturnLengthBytes + *length;
        if (head_.size() < end) return {};
        const auto keys = replica_.city_keys();
        if (!keys) return fail(keys.error());
        auto bundle = ops::decode_return(BytesView{head_}.subspan(ops::kReturnLengthBytes, *length),
                                         place_.city, *keys);
        if (!bundle) return fail(bundle.error());
        bundle_ = std::move(*bundle);
        const Bytes rest{head_.begin() + static_cast<std::ptrdiff_t>(end), head_.end()};
        head_.clear();
        if (place_.room.free_bytes() < store::kReserveBytesMin + bundle_->snapshot_bytes)
            return fail(Code::no_space, "no room for the snapshot on this kiosk");
        auto copy = native::DurableFile::create(place_.snapshot_path, native::Access::owner);
        if (!copy) return fail(copy.error());
        copy_.emplace(std::move(*copy));
        return take_snapshot(rest);
    }
    Status take_snapshot(BytesView piece) {
        copied_ += piece.size();
        if (copied_ > bundle_->snapshot_bytes)
            return fail(Code::malformed, "a return with more behind its snapshot");
        hash_.add(piece);
        return copy_->add(piece);
    }

    replica::Replica& replica_;
    const ReadPlace& place_;
    Bytes head_;
    std::optional<ops::ReturnBundle> bundle_;
    std::optional<native::DurableFile> copy_;
    std::uint64_t copied_ = 0;
    ops::Sha256 hash_;
};

Result<replica::TakenReturn> take_over(replica::Replica& replica, const ReadPlace& place,
                                       const ops::ReturnBundle& bundle, bool has_snapshot) {
    if (!has_snapshot) return replica.take_return(bundle, nullptr);
    auto snapshot = store::Content::open(place.snapshot_path);
    auto taken = replica.take_return(bundle, snapshot ? &*snapshot : nullptr);
    if (taken && !snapshot) return fail(snapshot.error());
    return taken;
}

void read_one(replica::Replica& replica, UsbDrive& drive, const Stick& stick,
              const std::string& name, const ReadPlace& place, Read& read) {
    Incoming incoming{replica, place};
    Status copied = drive.read(stick, name, [&](BytesView piece) { return incoming.take(piece); });
    if (!incoming.bundle()) {
        read.fault = copied ? Error{Code::malformed, name + ": cut off"} : copied.error();
        return;
    }
    if (copied) copied = incoming.finish();
    // Its receipts are signed by themselves: they count, whatever became of the snapshot.
    const auto taken = take_over(replica, place, *incoming.bundle(), copied.has_value());
    if (!taken && taken.error().code == Code::refused) {
        ++read.others;
        return;
    }
    ++read.files;
    if (!taken || !copied) read.fault = taken ? copied.error() : taken.error();
    if (!taken) return;
    read.receipts += taken->receipts;
    read.has_taken_content = read.has_taken_content || taken->has_taken_content;
    read.is_older = read.is_older || taken->is_older;
}

}  // namespace

Result<Written> write_bundles(replica::Replica& replica, UsbDrive& drive, const Stick& stick,
                              Instant now) {
    const auto keys = replica.city_keys();
    if (!keys) return fail(keys.error());
    if (!*keys) return fail(Code::not_found, "the city's keys are not known yet");
    Written written;
    auto packed = replica.pack_bundles(now, [&](const replica::PackedBundle& bundle) -> Status {
        if (auto done = drive.write(stick, bundle.file_name, bundle.file); !done) return done;
        ++written.files;
        written.contributions += bundle.contributions;
        return {};
    });
    if (!packed) return fail(packed.error());
    return written;
}

Result<Read> read_returns(replica::Replica& replica, UsbDrive& drive, const Stick& stick,
                          const ReadPlace& place) {
    const auto names = drive.files(stick, kReturnEnding);
    if (!names) return fail(names.error());
    Read read;
    for (const std::string& name : *names) {
        native::remove_database(place.snapshot_path);
        read_one(replica, drive, stick, name, place, read);
        if (read.fault && read.fault->code == Code::unavailable) return fail(*read.fault);
    }
    native::remove_database(place.snapshot_path);
    return read;
}

}  // namespace qp::kiosk
