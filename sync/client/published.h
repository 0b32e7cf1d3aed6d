// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <mutex>

namespace qp::client {

// One value that one thread writes and others read, always whole. Small: it is copied.
template <class T>
class Published {
public:
    explicit Published(T value = {}) : value_{std::move(value)} {}

    T read() const {
        const std::lock_guard lock{mutex_};
        return value_;
    }
    void write(T value) {
        const std::lock_guard lock{mutex_};
        value_ = std::move(value);
    }

private:
    mutable std::mutex mutex_;
    T value_;  // guarded by mutex_
};

}  // namespace qp::client
