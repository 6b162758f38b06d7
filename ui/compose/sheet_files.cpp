// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/sheet_files.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QtConcurrentRun>

namespace batchroom {

namespace {

SheetFormat formatOf(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == QLatin1StringView("json") ? SheetFormat::Json
        : suffix == QLatin1StringView("tsv")   ? SheetFormat::Tsv
                                               : SheetFormat::Csv;
}

Result<void> writeFile(const Sheet& sheet, const QString& path)
{
    QSaveFile file(path);
    const QByteArray bytes = writeSheet(sheet, formatOf(path));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Error{ErrorCode::FileAccess,
            SheetFiles::tr(
                "“%1” could not be written. Choose another folder, or make room on the disk. The sheet here is "
                "unchanged.")
                .arg(QFileInfo(path).fileName()),
            file.errorString()};
    return {};
}

} // namespace

SheetFiles::SheetFiles(QWidget* window)
    : QObject(window)
    , m_window(window)
{
}

bool SheetFiles::looksLikeSheet(const QString& path)
{
    static const QStringList endings{QStringLiteral("csv"), QStringLiteral("tsv"), QStringLiteral("txt"),
        QStringLiteral("tab"), QStringLiteral("json"), QStringLiteral("xlsx"), QStringLiteral("ods"),
        QStringLiteral("xls")};
    return endings.contains(QFileInfo(path).suffix().toLower());
}

void SheetFiles::askForImport()
{
    if (m_dialog)
        return;
    m_dialog = new QFileDialog(m_window, tr("Import a spreadsheet"));
    m_dialog->setObjectName(QStringLiteral("importDialog"));
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setFileMode(QFileDialog::ExistingFile);
    m_dialog->setNameFilters({tr("Sheets (*.csv *.tsv *.txt *.json)"), tr("All files (*)")});
    connect(m_dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { read(path); });
    m_dialog->open();
}

void SheetFiles::askForExport(const Sheet& sheet, const QString& suggestedName)
{
    if (m_dialog)
        return;
    m_dialog = new QFileDialog(m_window, tr("Export the sheet"));
    m_dialog->setObjectName(QStringLiteral("exportDialog"));
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setAcceptMode(QFileDialog::AcceptSave);
    m_dialog->setNameFilters({tr("Comma separated (*.csv)"), tr("Tab separated (*.tsv)"), tr("JSON (*.json)")});
    m_dialog->setDefaultSuffix(QStringLiteral("csv"));
    QString name = suggestedName;
    name.replace(QLatin1Char('/'), QLatin1Char('-')).replace(QLatin1Char('\\'), QLatin1Char('-'));
    m_dialog->selectFile(name + QStringLiteral(".csv"));
    connect(m_dialog, &QFileDialog::filterSelected, m_dialog, [dialog = m_dialog.data()](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains(QLatin1StringView(".json")) ? QStringLiteral("json")
                : filter.contains(QLatin1StringView(".tsv"))                 ? QStringLiteral("tsv")
                                                                             : QStringLiteral("csv"));
    });
    connect(m_dialog, &QFileDialog::fileSelected, this, [this, sheet](const QString& path) { write(sheet, path); });
    m_dialog->open();
}

void SheetFiles::read(const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    QtConcurrent::run([path] {
        return readSheetFile(path);
    }).then(this, [this, name](const Result<SheetReading>& reading) {
        if (reading)
            Q_EMIT sheetRead(name, *reading);
        else
            Q_EMIT failed(name, reading.error());
    });
}

void SheetFiles::write(const Sheet& sheet, const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    QtConcurrent::run([sheet, path] {
        return writeFile(sheet, path);
    }).then(this, [this, name](const Result<void>& written) {
        if (written)
            Q_EMIT sheetWritten(name);
        else
            Q_EMIT failed(name, written.error());
    });
}

} // namespace batchroom
