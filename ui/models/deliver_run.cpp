// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/deliver_run.h"

#include "ui/models/deliver_crops.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int shownFiles = 1000; // of each kind; the manifest has all of them
constexpr std::chrono::milliseconds flushTime{50};

double enlargedBy(const Variant& variant)
{
    if (!variant.isEnlarged || variant.crop.isEmpty())
        return 1;
    return std::max(
        double(variant.size.width()) / variant.crop.width(), double(variant.size.height()) / variant.crop.height());
}

} // namespace

DeliverRun::DeliverRun(Exporter& exporter, QObject* parent)
    : QAbstractListModel(parent)
{
    m_flush.setSingleShot(true);
    m_flush.setInterval(flushTime);
    connect(&m_flush, &QTimer::timeout, this, &DeliverRun::flush);
    connect(&exporter, &Exporter::started, this, &DeliverRun::begin);
    connect(&exporter, &Exporter::variantFinished, this,
        [this](const VariantResult& result, int, int) { collect(result); });
    connect(&exporter, &Exporter::finished, this, &DeliverRun::finish);
    connect(&exporter, &Exporter::failed, this, &DeliverRun::fail);
}

QString DeliverRun::File::words() const
{
    return enlarged.isEmpty() ? note : tr("enlarged %1, %2").arg(enlarged, note);
}

int DeliverRun::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_files.size());
}

QVariant DeliverRun::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const File& file = m_files[index.row()];
    switch (role) {
    case Qt::DisplayRole: return file.name;
    case Qt::ToolTipRole: return file.path.isEmpty() ? file.words() : file.path + u'\n' + file.words();
    case Qt::AccessibleTextRole: return QStringLiteral("%1, %2").arg(file.name, file.words());
    case HasFailedRole: return file.hasFailed;
    case NoteRole: return file.note;
    case PathRole: return file.path;
    case EnlargedRole: return file.enlarged;
    default: return {};
    }
}

void DeliverRun::begin(int files)
{
    m_flush.stop();
    m_pending.clear();
    if (!m_files.isEmpty()) {
        beginRemoveRows({}, 0, int(m_files.size()) - 1);
        m_files.clear();
        endRemoveRows();
    }
    m_failedRows = 0;
    m_total = files;
    m_done = 0;
    m_failed = 0;
    m_clock.start();
    m_state = State::Running;
    Q_EMIT stateChanged();
}

void DeliverRun::collect(const VariantResult& result)
{
    m_pending.append(result);
    if (!m_flush.isActive())
        m_flush.start();
}

DeliverRun::File DeliverRun::fileOf(const VariantResult& result) const
{
    const Variant& variant = result.variant;
    File file;
    file.path = variant.path;
    file.name = QFileInfo(variant.path).fileName();
    if (file.name.isEmpty())
        file.name =
            tr("Picture %1, %2").arg(variant.asset.toString(), m_presetNames.value(variant.preset, variant.preset));
    file.hasFailed = result.error.has_value();
    if (result.error) {
        file.note = result.error->what;
        return file;
    }
    file.note = QLocale().formattedDataSize(variant.bytes, 0, QLocale::DataSizeSIFormat);
    file.enlarged = timesText(enlargedBy(variant));
    return file;
}

void DeliverRun::flush()
{
    m_flush.stop();
    if (m_pending.isEmpty())
        return;
    QList<File> failures;
    QList<File> files;
    for (const VariantResult& result : std::as_const(m_pending)) {
        const File file = fileOf(result);
        if (file.hasFailed)
            failures.append(file);
        else
            files.prepend(file);
    }
    m_done += int(m_pending.size());
    m_failed += int(failures.size());
    m_pending.clear();
    addRows(m_failedRows, std::move(failures));
    addRows(m_failedRows, std::move(files));
    cutTo(m_failedRows, shownFiles, int(m_files.size()) - m_failedRows);
    Q_EMIT progressed();
}

void DeliverRun::addRows(int at, QList<File> files)
{
    if (files.isEmpty())
        return;
    const bool areFailed = files.first().hasFailed;
    if (areFailed)
        files.resize(std::min(files.size(), qsizetype(std::max(0, shownFiles - m_failedRows))));
    if (files.isEmpty())
        return;
    beginInsertRows({}, at, at + int(files.size()) - 1);
    for (qsizetype index = 0; index < files.size(); ++index)
        m_files.insert(at + index, files[index]);
    m_failedRows += areFailed ? int(files.size()) : 0;
    endInsertRows();
}

void DeliverRun::cutTo(int first, int most, int count)
{
    if (count <= most)
        return;
    beginRemoveRows({}, first + most, first + count - 1);
    m_files.remove(first + most, count - most);
    endRemoveRows();
}

void DeliverRun::finish(const ExportSummary& summary)
{
    flush();
    m_summary = summary;
    m_state = State::Finished;
    // A folder that cannot be synced, or a manifest that cannot be written, belongs to no file.
    QList<File> failures;
    for (const VariantResult& failure : summary.failures)
        if (!failure.variant.asset && failure.error)
            failures.append({tr("The folder"), failure.error->what, {}, true, {}});
    m_failed += int(failures.size());
    addRows(m_failedRows, std::move(failures));
    Q_EMIT progressed();
    Q_EMIT stateChanged();
}

void DeliverRun::fail(const Error& error)
{
    flush();
    m_error = error;
    m_summary = {};
    m_state = State::Failed;
    Q_EMIT stateChanged();
}

void DeliverRun::noteStopping()
{
    if (m_state != State::Running)
        return;
    m_state = State::Stopping;
    Q_EMIT stateChanged();
}

std::chrono::milliseconds DeliverRun::remaining() const
{
    if (!isRunning() || m_done == 0)
        return {};
    return std::chrono::milliseconds(m_clock.elapsed() * (m_total - m_done) / m_done);
}

bool DeliverRun::isFolderAtFault() const
{
    const auto isOfFolder = [](ErrorCode code) {
        return code == ErrorCode::FileAccess || code == ErrorCode::DiskFull || code == ErrorCode::Exists;
    };
    if (m_state == State::Failed)
        return isOfFolder(m_error.code);
    const bool hasEndedEmpty = m_state == State::Finished && m_summary.variants.isEmpty();
    return hasEndedEmpty && !m_summary.failures.isEmpty()
        && std::all_of(m_summary.failures.begin(), m_summary.failures.end(),
            [&](const VariantResult& failure) { return failure.error && isOfFolder(failure.error->code); });
}

QStringList DeliverRun::paths() const
{
    QStringList paths;
    paths.reserve(m_summary.variants.size());
    for (const Variant& variant : m_summary.variants)
        paths.append(variant.path);
    return paths;
}

} // namespace batchroom
