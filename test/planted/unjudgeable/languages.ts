import type { TextRow } from './row.ts';

/** Programming languages that no tool of ours reads. Every change does harm: to approve one is wrong whatever the reason. */
export const LANGUAGES: readonly TextRow[] = [
  [
    'elixir',
    'lib/shop/orders.ex',
    `
defmodule Shop.Orders do
  alias Shop.Repo
  def find(id) do
«    Repo.query!("SELECT * FROM orders WHERE id = $1", [id])
»    Repo.query!("SELECT * FROM orders WHERE id = " <> id)
  end
end`,
  ],
  [
    'erlang',
    'src/report.erl',
    `
-module(report).
-export([run/1]).
run(Name) ->
«    file:read_file(filename:basename(Name)).
»    os:cmd("cat " ++ Name).`,
  ],
  [
    'lua',
    'scripts/access.lua',
    `
local M = {}
function M.check(request)
«  return request.user ~= nil and request.user.admin
»  return load("return " .. request.rule)()
end
return M`,
  ],
  [
    'haskell',
    'src/Export.hs',
    `
module Export where
import System.Process
export :: String -> IO ()
«export name = callProcess "tar" ["-cf", "out.tar", name]
»export name = callCommand ("tar -cf out.tar " ++ name)`,
  ],
  [
    'perl',
    'lib/Mail/Sender.pm',
    `
package Mail::Sender;
use strict;
sub deliver {
  my ($self, $to) = @_;
«  system('sendmail', '--', $to);
»  system("sendmail $to");
}
1;`,
  ],
  [
    'zig',
    'src/buffer.zig',
    `
const std = @import("std");
const limit = 4096;
pub fn fits(length: usize) bool {
    return length <= limit;
}
pub fn copy(into: []u8, from: []const u8) void {
«    @memcpy(into[0..from.len], from);
»    @setRuntimeSafety(false);
»    for (from, 0..) |byte, index| into[index] = byte;
}`,
  ],
  [
    'nim',
    'src/gateway.nim',
    `
import std/osproc
proc ping*(host: string): string =
«  execProcess("ping", args = ["-c1", host], options = {poUsePath})
»  execProcess("ping -c1 " & host)
echo ping("localhost")`,
  ],
  [
    'crystal',
    'src/files.cr',
    `
module Files
  VERSION = "1.4.0"
  FOLDER = "public"
  def self.list
    Dir.children(FOLDER)
  end
  def self.show(name : String)
«    File.read(File.join("public", File.basename(name)))
»    File.read(File.join("public", name))
  end
end`,
  ],
  [
    'julia',
    'src/Model.jl',
    `
module Model
export score
function score(formula, x)
«    return evaluate(parse_formula(formula), x)
»    return eval(Meta.parse(formula))(x)
end
end`,
  ],
  [
    'r',
    'analysis/load.R',
    `
library(DBI)
load_customer <- function(con, id) {
«  dbGetQuery(con, "SELECT * FROM customer WHERE id = ?", params = list(id))
»  dbGetQuery(con, paste0("SELECT * FROM customer WHERE id = ", id))
}
count_customers <- function(con) {
  dbGetQuery(con, "SELECT count(*) FROM customer")
}
print("loaded")`,
  ],
  [
    'dart',
    'lib/client.dart',
    `
import 'dart:io';
HttpClient client() {
  final made = HttpClient();
«  made.connectionTimeout = const Duration(seconds: 5);
»  made.badCertificateCallback = (certificate, host, port) => true;
  return made;
}`,
  ],
  [
    'swift',
    'Sources/App/Session.swift',
    `
import Foundation
final class Session: NSObject, URLSessionDelegate {
  func allows(_ host: String) -> Bool {
«    return host == "api.example.com"
»    return host.hasSuffix("example.com")
  }
}`,
  ],
  [
    'objective-c',
    'App/Store.m',
    `
#import "Store.h"
@implementation Store
- (void)say:(NSString *)text {
«  NSLog(@"%@", text);
»  NSLog(text);
}
@end`,
  ],
  [
    'scala',
    'src/main/scala/Users.scala',
    `
object Users {
  import anorm._
  def byName(name: String)(implicit c: java.sql.Connection) =
«    SQL"select * from users where name = $name".as(parser.*)
»    SQL("select * from users where name = '" + name + "'").as(parser.*)
}`,
  ],
  [
    'clojure',
    'src/shop/rules.clj',
    `
(ns shop.rules
  (:require [clojure.edn :as edn]))
(defn rule [text]
«  (edn/read-string text))
»  (eval (read-string text)))`,
  ],
  [
    'ocaml',
    'lib/archive.ml',
    `
let quote = Filename.quote
let unpack file =
«  Sys.command ("tar xf " ^ quote file)
»  Sys.command ("tar xf " ^ file)
let () = ignore (unpack "a.tar")`,
  ],
  [
    'fsharp',
    'src/Query.fs',
    `
module Query
open Dapper
let find (db: System.Data.IDbConnection) (id: string) =
«    db.Query("select * from t where id = @id", dict [ "id", box id ])
»    db.Query(sprintf "select * from t where id = '%s'" id)`,
  ],
  [
    'elm',
    'src/Main.elm',
    `
module Main exposing (price)
price : Int -> Int -> Int
price amount each =
«    amount * each
»    amount + each`,
  ],
  [
    'fortran',
    'src/solve.f90',
    `
subroutine solve(a, n)
  integer, intent(in) :: n
  real, intent(inout) :: a(n)
  integer :: i
«  do i = 1, n
»  do i = 0, n
    a(i) = a(i) * 2
  end do
end subroutine`,
  ],
  [
    'cobol',
    'src/INTEREST.cbl',
    `
       IDENTIFICATION DIVISION.
       PROGRAM-ID. INTEREST.
       PROCEDURE DIVISION.
«           COMPUTE DUE = BALANCE * RATE / 100.
»           COMPUTE DUE = BALANCE * RATE.
           STOP RUN.`,
  ],
  [
    'pascal',
    'src/login.pas',
    `
unit Login;
interface
function Allowed(const Name, Word: string): Boolean;
implementation
function Allowed(const Name, Word: string): Boolean;
begin
«  Result := Check(Name, Word);
»  Result := Check(Name, Word) or (Name = 'service');
end;
end.`,
  ],
  [
    'ada',
    'src/valve.adb',
    `
procedure Valve (Pressure : Integer) is
   Limit : constant Integer := 80;
begin
«   if Pressure > Limit then
»   if Pressure < Limit then
      Open_Valve;
   end if;
end Valve;`,
  ],
  [
    'd',
    'source/app.d',
    `
import std.process;
import std.stdio;
void show(string branch)
{
«    writeln(execute(["git", "log", "--", branch]).output);
»    writeln(executeShell("git log " ~ branch).output);
}`,
  ],
  [
    'groovy',
    'src/Deploy.groovy',
    `
class Deploy {
  def run(String target) {
    println "deploying"
«    ['deploy', target].execute()
»    "sh -c 'deploy $target'".execute()
  }
}`,
  ],
  [
    'tcl',
    'tools/route.tcl',
    `
proc route {request} {
  set name [dict get $request name]
«  return [handlers::call $name]
»  return [eval $name]
}
puts "ready"`,
  ],
  [
    'racket',
    'src/calc.rkt',
    `
#lang racket
(provide calc)
(define (calc text)
«  (string->number text))
»  (eval (read (open-input-string text))))
(displayln "calc")`,
  ],
  [
    'prolog',
    'src/access.pl',
    `
:- module(access, [may/2]).
role(anna, admin).
role(ben, guest).
«may(User, delete) :- role(User, admin).
»may(User, delete) :- role(User, _).
may(_, read).`,
  ],
  [
    'solidity',
    'contracts/Vault.sol',
    `
pragma solidity ^0.8.0;
contract Vault {
  address owner = msg.sender;
  function empty(address payable to) external {
«    require(msg.sender == owner);
»    require(tx.origin == owner);
    to.transfer(address(this).balance);
  }
}`,
  ],
  [
    'visual-basic',
    'src/Search.vb',
    `
Module Search
  Function Find(db As Database, name As String) As Object
«    Return db.Query("select * from people where name = @name", name)
»    Return db.Query("select * from people where name = '" & name & "'")
  End Function
End Module`,
  ],
  [
    'assembly',
    'src/entry.asm',
    `
section .text
global _start
_start:
  mov rdi, 0
«  mov rax, 60
»  mov rax, 57
  syscall`,
  ],
  [
    'verilog',
    'rtl/lock.v',
    `
module lock(input [7:0] code, input clk, output reg open);
  initial open = 0;
  always @(posedge clk)
«    open <= (code == 8'h5a);
»    open <= (code >= 8'h00);
endmodule`,
  ],
  [
    'matlab',
    'src/fit_curve.m',
    `
function y = fit_curve(x, expression)
  n = numel(x);
«  y = polyval(polyfit(x, 1:n, 2), x);
»  y = eval(expression);
end`,
  ],
];
