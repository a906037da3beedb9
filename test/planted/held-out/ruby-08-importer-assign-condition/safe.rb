# frozen_string_literal: true

require "csv"

class ImportMembers
  Result = Struct.new(:created, :skipped)

  def initialize(path, team:)
    @path = path
    @team = team
  end

  def call
    result = Result.new(0, 0)
    CSV.foreach(@path, headers: true) do |row|
      role = row["role"].to_s.downcase
      if role == "owner"
        result.skipped += 1
        next
      end

      @team.members.create!(email: row["email"], name: row["name"], role: role)
      result.created += 1
    end
    result
  end
end
