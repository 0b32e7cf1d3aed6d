// SPDX-License-Identifier: EUPL-1.2
// A stick in memory that fails as sticks do: pulled out in mid-write, full, read-only, worn out.
#pragma once

#include <algorithm>
#include <map>
#include <optional>

#include "kiosk/usb/usb_drive.h"

namespace qp::kiosk {

class FakeUsbDrive final : public UsbDrive {
public:
    void put_in() { stick_ = Stick{"/media/stick", ++last_device_, false}; }
    void pull_out() { stick_.reset(); }
    void protect() { stick_->is_read_only = true; }
    // The next write takes so many bytes, then the stick is pulled out.
    void pull_out_after(std::size_t bytes) { pulled_after_ = bytes; }
    // What is read back from now on differs from what was written.
    void wear_out() { is_worn_out_ = true; }

    std::map<std::string, Bytes> content;  // whole files; what was cut off never shows here
    std::size_t room = std::size_t{1} << 30;

    std::vector<Stick> sticks() override {
        return stick_ ? std::vector<Stick>{*stick_} : std::vector<Stick>{};
    }
    Result<std::vector<std::string>> files(const Stick& stick, const std::string& ending) override {
        if (!is_in(stick)) return fail(Code::unavailable, "pulled out");
        std::vector<std::string> names;
        for (const auto& [name, bytes] : content)
            if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending)
                names.push_back(name);
        return names;
    }
    Status write(const Stick& stick, const std::string& name, BytesView bytes) override {
        if (!is_in(stick)) return fail(Code::unavailable, "pulled out");
        if (stick_->is_read_only) return fail(Code::refused, "read-only");
        if (pulled_after_ && *pulled_after_ < bytes.size()) {
            pull_out();
            pulled_after_.reset();
            return fail(Code::unavailable, "pulled out");
        }
        if (bytes.size() > room) return fail(Code::no_space, "full");
        if (is_worn_out_) return fail(Code::damaged, "read back otherwise");
        room -= bytes.size();
        content[name] = Bytes{bytes.begin(), bytes.end()};
        return {};
    }
    Status read(const Stick& stick, const std::string& name,
                const std::function<Status(BytesView)>& take) override {
        if (!is_in(stick)) return fail(Code::unavailable, "pulled out");
        const auto found = content.find(name);
        if (found == content.end()) return fail(Code::unavailable, "no such file");
        // Small pieces, so that every boundary is met.
        for (BytesView left{found->second}; !left.empty();) {
            const std::size_t size = std::min<std::size_t>(left.size(), 700);
            if (auto taken = take(left.first(size)); !taken) return taken;
            left = left.subspan(size);
        }
        return {};
    }

private:
    bool is_in(const Stick& stick) const { return stick_ && stick_->device == stick.device; }

    std::optional<Stick> stick_;
    std::uint64_t last_device_ = 0;
    std::optional<std::size_t> pulled_after_;
    bool is_worn_out_ = false;
};

}  // namespace qp::kiosk
