// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/sheet_file.h"

#include "app/compose/delimited_text.h"
#include "app/compose/sheet_builder.h"
#include "app/compose/text_decoding.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace batchroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SheetFile)
};

// Excel's own first line: sep=;
std::optional<QChar> declaredSeparator(QStringView& text)
{
    const qsizetype end = std::min(text.indexOf(u'\n'), qsizetype(10));
    const QStringView line = end < 0 ? QStringView() : text.left(end).trimmed();
    if (line.size() != 5 || !line.startsWith(u"sep=", Qt::CaseInsensitive))
        return std::nullopt;
    const QChar separator = line[4];
    text = text.mid(text.indexOf(u'\n') + 1);
    return separator;
}

// The separator under which the first line names most columns that we know, then most columns at all.
QChar likelySeparator(QStringView text, QChar preferred)
{
    QChar best = preferred;
    std::pair<qsizetype, qsizetype> bestScore{-1, -1};
    for (const QChar candidate : {preferred, QChar(u','), QChar(u';'), QChar(u'\t')}) {
        const DelimitedGrid first = parseDelimited(text, candidate, 1, BlankRows::Skip);
        if (first.rows.isEmpty())
            continue;
        const QStringList& names = first.rows.front();
        const auto known = std::count_if(
            names.begin(), names.end(), [](const QString& name) { return sheetColumnFromName(name).has_value(); });
        const std::pair<qsizetype, qsizetype> score{known, names.size()};
        if (score > bestScore) {
            bestScore = score;
            best = candidate;
        }
    }
    return best;
}

Result<SheetReading> readDelimited(const QByteArray& bytes, QChar preferred)
{
    const QString decoded = decodedText(bytes);
    QStringView text(decoded);
    while (text.startsWith(QChar(0xFEFF)))
        text = text.mid(1);
    const std::optional<QChar> declared = declaredSeparator(text);
    const QChar separator = declared ? *declared : likelySeparator(text, preferred);
    const DelimitedGrid grid = parseDelimited(text, separator, maxSheetRows + 2, BlankRows::Skip);
    if (grid.rows.size() > maxSheetRows + 1)
        return Error{ErrorCode::BadInput,
            Words::tr("The sheet has more than %1 rows. Split it into several.").arg(maxSheetRows), {}};
    Result<SheetReading> reading = sheetFromGrid(grid.rows);
    if (!reading)
        return reading;
    for (const qsizetype place : grid.places.mid(1))
        reading->spreadsheetRows.append(static_cast<int>(place) + 1);
    for (const qsizetype row : grid.unclosedRows)
        reading->problems.prepend({static_cast<int>(row), {},
            Words::tr("A quote is opened in this row and never closed. Close it, or write it twice to mean a quote.")});
    return reading;
}

QList<QStringList> sheetCells(const Sheet& sheet)
{
    QSet<QString> names;
    for (const SheetRow& row : sheet.rows) {
        for (auto extra = row.extras.begin(); extra != row.extras.end(); ++extra)
            names.insert(extra.key());
    }
    QStringList extras(names.begin(), names.end());
    extras.sort();
    QStringList header;
    for (int i = 0; i < sheetColumnCount; ++i)
        header.append(sheetColumnName(static_cast<SheetColumn>(i)));
    QList<QStringList> cells{header + extras};
    for (const SheetRow& row : sheet.rows) {
        QStringList line(row.cells.begin(), row.cells.end());
        for (const QString& name : extras)
            line.append(row.extras.value(name));
        cells.append(line);
    }
    return cells;
}

QByteArray sheetJson(const Sheet& sheet)
{
    QJsonArray rows;
    for (const SheetRow& row : sheet.rows) {
        QJsonObject object;
        for (auto extra = row.extras.begin(); extra != row.extras.end(); ++extra)
            object.insert(extra.key(), extra.value());
        for (int i = 0; i < sheetColumnCount; ++i) {
            const auto column = static_cast<SheetColumn>(i);
            if (!row.cell(column).isEmpty() || column == SheetColumn::Prompt)
                object.insert(sheetColumnName(column), row.cell(column));
        }
        rows.append(object);
    }
    return QJsonDocument(rows).toJson(QJsonDocument::Indented);
}

std::optional<SheetFormat> formatOf(const QString& suffix)
{
    if (suffix == QLatin1StringView("csv") || suffix == QLatin1StringView("txt"))
        return SheetFormat::Csv;
    if (suffix == QLatin1StringView("tsv") || suffix == QLatin1StringView("tab"))
        return SheetFormat::Tsv;
    if (suffix == QLatin1StringView("json"))
        return SheetFormat::Json;
    return std::nullopt;
}

} // namespace

Result<SheetReading> readSheet(const QByteArray& bytes, SheetFormat format)
{
    if (bytes.size() > maxSheetBytes)
        return Error{ErrorCode::BadInput, Words::tr("The sheet is larger than 64 MB. Split it into several."), {}};
    if (bytes.startsWith("PK\x03\x04") || bytes.startsWith("\xD0\xCF\x11\xE0"))
        return Error{ErrorCode::BadInput,
            Words::tr("This is a workbook of a spreadsheet program. Save it there as CSV (UTF-8) and open that file."),
            {}};
    if (bytes.trimmed().isEmpty())
        return Error{ErrorCode::BadInput, Words::tr("The sheet is empty. Its first line must name the columns."), {}};
    if (format == SheetFormat::Json) {
        QString text = decodedText(bytes);
        while (text.startsWith(QChar(0xFEFF)))
            text.remove(0, 1);
        return sheetFromJson(text.toUtf8());
    }
    return readDelimited(bytes, format == SheetFormat::Tsv ? u'\t' : u',');
}

Result<SheetReading> readSheetFile(const QString& path)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    if (!info.exists())
        return Error{
            ErrorCode::NotFound, Words::tr("There is no file “%1”. Check the name and the folder.").arg(path), {}};
    if (!info.isFile())
        return Error{ErrorCode::BadInput, Words::tr("“%1” is not a file that holds a sheet.").arg(name), {}};
    const std::optional<SheetFormat> format = formatOf(info.suffix().toLower());
    if (!format)
        return Error{ErrorCode::BadInput,
            Words::tr("“%1” does not end in .csv, .tsv, .txt or .json. Save the sheet as one of these.").arg(name), {}};
    if (info.size() > maxSheetBytes)
        return Error{
            ErrorCode::BadInput, Words::tr("“%1” is larger than 64 MB. Split it into several sheets.").arg(name), {}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::FileAccess, Words::tr("“%1” cannot be read. Check its permissions.").arg(name),
            file.errorString()};
    // A file may grow, or say that it is empty, while it is read.
    const QByteArray bytes = file.read(maxSheetBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return Error{
            ErrorCode::FileAccess, Words::tr("“%1” could not be read to its end.").arg(name), file.errorString()};
    return readSheet(bytes, *format);
}

QList<QStringList> readCells(const QString& text)
{
    QString clean = text;
    clean.remove(QChar(u'\0'));
    return parseDelimited(clean, u'\t', maxSheetRows, BlankRows::Keep).rows;
}

QString writeCells(const QList<QStringList>& cells)
{
    return formatDelimited(cells, u'\t', u"\n");
}

QByteArray writeSheet(const Sheet& sheet, SheetFormat format)
{
    if (format == SheetFormat::Json)
        return sheetJson(sheet);
    QList<QStringList> cells = sheetCells(sheet);
    for (QStringList& row : cells) {
        for (QString& cell : row)
            cell = defusedCell(cell);
    }
    // Excel takes a file without the mark for the local code page.
    return QByteArrayLiteral("\xEF\xBB\xBF")
        + formatDelimited(cells, format == SheetFormat::Tsv ? u'\t' : u',', u"\r\n").toUtf8();
}

} // namespace batchroom
