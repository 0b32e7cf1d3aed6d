// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/bundles/bundle_export.h"

#include <filesystem>

#include "core/domain/place.h"
#include "core/ops/pull.h"
#include "native/files.h"
#include "sync/city/storage/snapshot_store.h"

namespace qp::city::bundles {

namespace {

namespace fs = std::filesystem;

// A folder of our own: the server empties and fills its own while it runs.
class WorkFolder {
public:
    WorkFolder(const std::string& beside, Random& random)
        : path_{beside + "-" + random_id<Id>(random).hex()} {}
    ~WorkFolder() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

Result<std::vector<std::string>> scopes_for(const AnswerStore& answers, const ops::PublicKey& kiosk,
                                            std::vector<std::string> wanted) {
    if (wanted.empty()) {
        auto asked = answers.scopes(kiosk);
        if (!asked) return asked;
        wanted = asked->empty() ? domain::all_scopes() : std::move(*asked);
    }
    return ops::parse_scopes(ops::join_scopes(wanted));
}

Result<std::shared_ptr<const storage::Snapshot>> make_snapshot(
    storage::SnapshotStore& snapshots, const std::vector<std::string>& scopes) {
    Result<std::shared_ptr<const storage::Snapshot>> made = fail(Code::storage, "no snapshot");
    snapshots.get(scopes, [&](auto snapshot) { made = std::move(snapshot); });
    return made;
}

Status write(const std::string& path, BytesView document, const storage::Snapshot& snapshot) {
    auto file = native::DurableFile::create(path, native::Access::everybody);
    if (!file) return fail(file.error());
    if (auto added = file->add(ops::encode_return_length(document.size())); !added) return added;
    if (auto added = file->add(document); !added) return added;
    auto copied =
        native::read_pieces(snapshot.path, [&](BytesView piece) { return file->add(piece); });
    if (!copied) return copied;
    return file->finish();
}

}  // namespace

Result<ExportReport> export_return(const ExportParts& parts, const ops::PublicKey& kiosk,
                                   const std::string& folder, std::vector<std::string> wanted) {
    auto scopes = scopes_for(parts.answers, kiosk, std::move(wanted));
    if (!scopes) return fail(scopes.error());
    if (auto made = native::make_folder(folder); !made) return fail(made.error());
    const WorkFolder work{parts.files.snapshots, parts.random};
    auto snapshots = storage::SnapshotStore::open(work.path(), parts.files.content, parts.epoch,
                                                  storage::Threads::none);
    if (!snapshots) return fail(snapshots.error());
    const auto snapshot = make_snapshot(**snapshots, *scopes);
    if (!snapshot) return fail(snapshot.error());
    auto answers = parts.answers.answers(kiosk);
    if (!answers) return fail(answers.error());
    const auto version = parts.answers.next_version(parts.clock.now());
    if (!version) return fail(version.error());

    ops::ReturnBundle bundle;
    bundle.kiosk = kiosk;
    bundle.server_epoch = parts.epoch;
    bundle.version = *version;
    bundle.keys = parts.keys.list();
    bundle.scopes = std::move(*scopes);
    bundle.snapshot_bytes = (*snapshot)->size;
    bundle.snapshot_hash = (*snapshot)->hash;
    bundle.answers = std::move(*answers);
    const auto document = ops::sign_return(parts.keys.signing_key(parts.clock.now()), bundle);
    if (!document) return fail(document.error());
    ExportReport report{folder + "/" + ops::return_file_name(kiosk), bundle.answers.size(),
                        *version, document->size() + (*snapshot)->size + ops::kReturnLengthBytes};
    if (auto written = write(report.path, *document, **snapshot); !written)
        return fail(written.error());
    return report;
}

}  // namespace qp::city::bundles
