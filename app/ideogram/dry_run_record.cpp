// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ideogram/dry_run_record.h"

namespace batchroom {

namespace {

QString keyOf(const QUrl& apiBase)
{
    return apiBase
        .adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash | QUrl::NormalizePathSegments)
        .toString(QUrl::FullyEncoded);
}

} // namespace

std::unique_lock<std::mutex> DryRunRecord::firstQuestion(const QUrl& apiBase)
{
    std::unique_lock asking(m_asking);
    const std::lock_guard lock(m_mutex);
    const QString key = keyOf(apiBase);
    if (m_honouring.contains(key) || m_ignoring.contains(key))
        asking.unlock();
    return asking;
}

bool DryRunRecord::isIgnoredBy(const QUrl& apiBase) const
{
    const std::lock_guard lock(m_mutex);
    return m_ignoring.contains(keyOf(apiBase));
}

void DryRunRecord::noteHonoured(const QUrl& apiBase)
{
    const std::lock_guard lock(m_mutex);
    m_honouring.insert(keyOf(apiBase));
}

void DryRunRecord::noteIgnored(const QUrl& apiBase)
{
    const std::lock_guard lock(m_mutex);
    m_ignoring.insert(keyOf(apiBase));
}

} // namespace batchroom
